using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>Reads a campaign page, straight into its record.</summary>
public sealed class CampaignPageQuery(CampaignsDb db, RenderedStories stories, Testers testers, TimeProvider clock, IStringLocalizer<Texts> texts)
{
    private const int RecentSupporters = 12;

    /// <summary>What decides how a slug is answered, before the rest is read.</summary>
    /// <returns>Null when whoever asks may not see what stands there.</returns>
    public async Task<CampaignDoor?> DoorAsync(string slug, CancellationToken ct)
    {
        var door = await (
            from text in db.CampaignTexts.AsNoTracking()
            join campaign in db.Campaigns on text.CampaignId equals campaign.Id
            where text.Slug == slug && (text.Visibility == TextVisibility.Shown || (campaign.IsTest && text.Visibility == TextVisibility.Waiting)) // testers see a translation before it is complete
            select new CampaignDoor(text, campaign)).SingleOrDefaultAsync(ct);
        if (door is not { Campaign.IsTest: true }) return door is { IsPublic: true } ? door : null;
        var targets = await db.Targets.Where(target => target.CampaignId == door.Campaign.Id && target.RemovedAt == null).Select(target => target.Name).ToListAsync(ct);
        return await testers.MaySeeAsync(door.Campaign, targets) ? door : null;
    }

    /// <param name="versionNumber">Null for the newest text.</param>
    /// <returns>Null when the campaign has no such text.</returns>
    public async Task<CampaignPage?> PageAsync(CampaignDoor door, int? versionNumber, CancellationToken ct)
    {
        var text = door.Text;
        var versions = await db.TextVersions.AsNoTracking().Where(version => version.CampaignTextId == text.Id).OrderByDescending(version => version.Number).ToListAsync(ct);
        var version = versionNumber is null ? versions.FirstOrDefault() : versions.Find(candidate => candidate.Number == versionNumber);
        return version is null ? null : await PageAsync(door, versions, version, draft: null, ct);
    }

    /// <summary>The page as it would be with these words; only for staff.</summary>
    public async Task<CampaignPage> PreviewAsync(CampaignDoor door, TextDraft draft, CancellationToken ct)
    {
        var versions = await db.TextVersions.AsNoTracking().Where(version => version.CampaignTextId == door.Text.Id).OrderByDescending(version => version.Number).ToListAsync(ct);
        var shown = new TextVersion(door.Text.Id, versions.FirstOrDefault()?.Number ?? 1, draft.Headline, draft.Summary, draft.Story, TextChange.First, null, clock.GetUtcNow());
        draft.Apply(door.Text);
        return await PageAsync(door, [shown], shown, draft, ct);
    }

    private async Task<CampaignPage> PageAsync(CampaignDoor door, IReadOnlyList<TextVersion> versions, TextVersion version, TextDraft? draft, CancellationToken ct)
    {
        var (text, campaign) = (door.Text, door.Campaign);
        var targets = await db.Targets.AsNoTracking().Where(target => target.CampaignId == campaign.Id && target.RemovedAt == null).OrderBy(target => target.Position)
            .Select(target => new TargetRow(
                target.Id, target.Name,
                db.TargetTexts.Where(own => own.TargetId == target.Id && own.CampaignTextId == text.Id).Select(own => own.Role).FirstOrDefault() ?? target.Role,
                target.Organisation)).ToListAsync(ct);
        var sources = await db.Sources.AsNoTracking()
            // A source gets its number when the text that cites it is published; until then only drafts show it.
            .Where(source => source.CampaignTextId == text.Id && (source.Number != null || draft != null || campaign.Status == CampaignStatus.Draft))
            .Select(source => new SourceRow(source.Key, source.Number, source.Title, source.Url, source.Publisher, source.PublishedOn, source.Kind, source.ArchivedUrl, source.Copy, source.RemovedOn, source.RemovedReason)).ToListAsync(ct);
        var timeline = await db.TimelineEntries.AsNoTracking().Where(entry => entry.CampaignTextId == text.Id).OrderByDescending(entry => entry.Date).ThenByDescending(entry => entry.Number).ToListAsync(ct);
        var claims = Claims(await AsksAsync(text, ct), targets, timeline);
        var isOlder = version.Number != versions[0].Number;
        var cited = sources.OrderBy(source => source.Frozen).ThenBy(source => source.Key, StringComparer.Ordinal).Select(source => new CitedSource(source.Key, source.Frozen)).ToList();
        var answers = claims.ConvertAll(claim => new AnsweredClaim(claim.Key, claim.Answer));
        // What a draft says changes from one save to the next: only published words are worth keeping rendered.
        var story = draft is not null || campaign.IsUnseen
            ? StoryRenderer.Render(version.Story, text.StatusNote, cited, answers, texts["Source {0}"])
            : stories.Get(version.Id, version.Story, text.StatusNote, cited, answers, texts["Source {0}"]);

        return new CampaignPage
        {
            Campaign = new CampaignRow(campaign.Id, campaign.IsTest || (draft is not null && campaign.IsUnseen) ? CampaignStatus.Live : campaign.StatusAt(clock.GetUtcNow()), // testers and whoever previews it see what the public will
                 campaign.TimeZone, campaign.HasMissedOpeningAt(clock.GetUtcNow()) ? null : campaign.OpensAt, campaign.EndedAt ?? campaign.ClosesAt, campaign.FollowUpUrl)
            {
                AsksPostcode = campaign.TargetChoice is TargetChoice.ByArea,
                AsksComment = campaign.AsksComment,
                OffersSharing = campaign.Steps.Contains(Step.Share),
            },
            Text = new TextRow(text.Language, text.Slug, text.Picture, text.PictureAlt, text.PictureCredit, text.CardIsPicture, text.GoalReason, text.Press),
            Version = new VersionRow(version.Id, version.Number, version.Headline, version.Summary, version.PublishedAt),
            Versions = [.. versions.Select(each => each.Number)],
            OlderTextSigners = isOlder ? await db.Signatures.CountAsync(signature => signature.TextVersionId == version.Id && signature.State == SignatureState.Confirmed && !signature.IsTest, ct) : null,
            Story = story,
            Count = await CountAsync(campaign, ct),
            Targets = targets,
            Languages = await LanguagesAsync(campaign.Id, campaign.IsTest, ct),
            Sources = [.. sources.OrderBy(source => story.Numbers[source.Key])],
            Claims = claims.ToDictionary(claim => claim.Key),
            Timeline = [.. timeline.Select(entry => new TimelineRow(entry.Number, entry.Kind, entry.Date, entry.Title, entry.Body, entry.Correction, entry.SourceUrl))],
            Supporters = await SupportersAsync(campaign, ct),
        };
    }

    public async Task<CountRow> CountAsync(Campaign campaign, CancellationToken ct) =>
        await db.CampaignCounts.AsNoTracking().Where(count => count.CampaignId == campaign.Id)
            .Select(count => new CountRow(count.Online, count.Paper, count.CountedAt, campaign.FixedGoal)).SingleOrDefaultAsync(ct)
        ?? new CountRow(0, 0, null, campaign.FixedGoal);

    public Task<List<LanguageRow>> LanguagesAsync(Guid campaignId, bool isTest, CancellationToken ct) =>
        db.CampaignTexts.AsNoTracking()
            .Where(text => text.CampaignId == campaignId && (text.Visibility == TextVisibility.Shown || (isTest && text.Visibility == TextVisibility.Waiting)) && db.TextVersions.Any(version => version.CampaignTextId == text.Id))
            .OrderByDescending(text => text.IsOriginal).ThenBy(text => text.Language)
            .Select(text => new LanguageRow(text.Language, text.Slug)).ToListAsync(ct);

    private async Task<List<SupporterRow>> SupportersAsync(Campaign campaign, CancellationToken ct)
    {
        var rows = await db.Signatures.AsNoTracking()
            .Where(signature => signature.CampaignId == campaign.Id && signature.State == SignatureState.Confirmed && signature.ShowName && !signature.IsTest)
            .OrderByDescending(signature => signature.Id).Take(RecentSupporters)
            .Select(signature => new { signature.Name, signature.Country, signature.ConfirmedAt }).ToListAsync(ct);
        return [.. rows.Select(row => new SupporterRow(ShortName.Of(row.Name), row.Country, Dates.DayIn(campaign.TimeZone, row.ConfirmedAt!.Value)))];
    }

    /// <summary>The target is asked once, whatever the language: where a translation does not tell of it, or not yet of the answer, the original's row stands in.</summary>
    private async Task<List<Claim>> AsksAsync(CampaignText text, CancellationToken ct)
    {
        var own = await db.StoryClaims.AsNoTracking().Where(claim => claim.CampaignTextId == text.Id).ToListAsync(ct);
        if (text.IsOriginal) return own;
        var original = await db.StoryClaims.AsNoTracking().Where(claim => claim.AskedOn != null && db.CampaignTexts.Any(other => other.Id == claim.CampaignTextId && other.CampaignId == text.CampaignId && other.IsOriginal)).ToListAsync(ct);
        var standing = original.FindAll(claim => own.Find(ours => ours.Key == claim.Key) is not { } ours || ours.AskedOn is null || (ours.AnsweredOn is null && claim.AnsweredOn is not null));
        return [.. own.Where(claim => standing.TrueForAll(other => other.Key != claim.Key)), .. standing];
    }

    private static List<ClaimRow> Claims(List<Claim> claims, List<TargetRow> targets, List<TimelineEntry> timeline) =>
    [
        .. from claim in claims
           where claim.AskedOn is not null
           let target = targets.Find(target => target.Id == claim.TargetId) ?? targets.FirstOrDefault()
           let entry = timeline.Find(entry => entry.Id == claim.AnswerEntryId)
           orderby claim.Key
           select new ClaimRow(claim.Key, target?.Organisation ?? target?.Name ?? "", claim.AskedOn!.Value, claim.AnsweredOn, claim.AnsweredOn is null ? null : claim.Answer, entry?.Number),
    ];
}

/// <summary>A slug and what stands behind it.</summary>
public sealed record CampaignDoor(CampaignText Text, Campaign Campaign)
{
    public bool IsPublic => Campaign is { Status: not CampaignStatus.Draft, IsTest: false };
}
