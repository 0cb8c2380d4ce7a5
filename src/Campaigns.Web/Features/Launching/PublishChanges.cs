using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>
/// Puts the editor's words on a public page: a new version where signed words change, with its reason, and, where the ask itself changes
/// and the organiser wants it, one mail to each person who signed. All in one commit.
/// </summary>
public sealed class PublishChanges(IDbContextFactory<CampaignsDb> databases, TellSigners tell, CampaignPageCache pages, PublicCampaigns campaigns, IJobHost jobs, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    /// <returns>How many people are told; null when somebody saved or published since the page was shown.</returns>
    public async Task<int?> RunAsync(Guid id, PublishForm form, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Campaigns.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EditedAt, now), ct); // locks the row
        var campaign = await db.Campaigns.SingleAsync(c => c.Id == id, ct);
        if (campaign.IsUnseen) return null;

        var (published, stamps) = (new List<(CampaignText Text, TextVersion? Version)>(), new List<string>());
        foreach (var (text, draft, newest) in await UnpublishedTexts.ReadAsync(db, id, ct))
        {
            stamps.Add(ReadChanges.Stamp(draft, newest));
            if (!draft.IsComplete) return null;
            published.Add((text, await PublishAsync(db, campaign, text, draft, newest, form, now, ct)));
        }
        if (published.Count == 0 || string.Join(' ', stamps) != form.Seen) return null;
        await db.SaveChangesAsync(ct);

        var told = 0;
        if (form is { Kind: TextChange.Ask, Tell: true })
            foreach (var (text, version) in published.Where(each => each.Version is { Change: TextChange.Ask })) told += await tell.RunAsync(db, id, text.Id, version!.Id, now, ct);
        db.Add(new AuditEntry(context.User.StaffId(), "text.published", id.ToString(), told, published.Exists(each => each.Version is not null) ? form.Kind?.ToString() : null, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        if (told > 0) jobs.Nudge<DrainDeliveries>();
        await pages.EvictAsync(id, ct);
        foreach (var (text, _) in published) campaigns.Forget(text.Slug);
        return told;
    }

    /// <returns>The new version; null where only words beside the signed ones changed.</returns>
    private async Task<TextVersion?> PublishAsync(CampaignsDb db, Campaign campaign, CampaignText text, TextDraft draft, TextVersion? newest, PublishForm form, DateTimeOffset now, CancellationToken ct)
    {
        draft.Apply(text);
        if (text.Visibility is TextVisibility.Waiting)
        {
            text.Show();
            await FreezeSources.RunAsync(db, text.Id, [draft.Story], ct);
            // What testers saw of it becomes what people sign; nobody has signed it for real.
            if (newest is { Change: TextChange.First })
            {
                newest.Rewrite(draft.Headline, draft.Summary, draft.Story, now);
                return newest;
            }
        }
        if (!draft.ChangesText(newest)) return null;
        var kind = newest is null ? TextChange.First : form.Kind is null ? TextChange.Wording : form.Kind.Value;
        var reason = kind is TextChange.Wording or TextChange.Ask ? form.ReasonIn(text.Language) : null;
        var version = new TextVersion(text.Id, (newest?.Number ?? 0) + 1, draft.Headline, draft.Summary, draft.Story, kind, reason, now);
        db.Add(version);
        await FreezeSources.RunAsync(db, text.Id, [draft.Story], ct);
        if (form.IsCorrection && kind is TextChange.Wording && reason is not null)
        {
            var number = (await db.TimelineEntries.Where(e => e.CampaignTextId == text.Id).MaxAsync(e => (int?)e.Number, ct) ?? 0) + 1;
            db.Add(new TimelineEntry(text.Id, number, TimelineKind.Correction, Dates.DayIn(campaign.TimeZone, now), In(text.Language, "The text was corrected"), Plain(reason), correction: reason));
        }
        return version;
    }

    /// <summary>The timeline is read as Markdown; a reason is plain words.</summary>
    private static string Plain(string reason) => string.Concat(reason.Select(c => "\\`*_{}[]<>()#+-.!|~=".Contains(c) ? $"\\{c}" : c.ToString()));

    private string In(string language, string sentence)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Localisation.Languages.FirstOrDefault(known => known.Name == language) ?? CultureInfo.GetCultureInfo("en");
        try { return texts[sentence]; }
        finally { CultureInfo.CurrentUICulture = before; }
    }
}
