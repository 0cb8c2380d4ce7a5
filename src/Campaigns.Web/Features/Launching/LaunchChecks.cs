using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>The checklist, from what is in the database: nobody ticks anything off.</summary>
public sealed class LaunchChecks(CampaignsDb db, Organisation organisation, IStringLocalizer<Texts> texts)
{
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Guid id, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        var (text, first) = await WordsAsync(id, ct);
        var tried = campaign.Tried.Union(await TestRows.TriedAsync(db, id, ct)).ToList();
        var translations = await Translations.ReadAsync(db, id, ct);
        var edit = $"/admin/campaigns/{id}/edit";
        return
        [
            new(texts["Headline"].Value, true, first.Headline.Length > 0 ? null : texts["Nobody knows yet what is asked."].Value, $"{edit}/ask"),
            new(texts["Summary"].Value, true, first.Summary.Length > 0 ? null : texts["It stands on top of the page and beside every link to it."].Value, $"{edit}/ask"),
            new(texts["Story"].Value, true, first.Story.Length > 0 ? null : texts["Say why, and what is to be done."].Value, $"{edit}/story"),
            new(texts["Target"].Value, true, await db.Targets.AnyAsync(t => t.CampaignId == id && t.RemovedAt == null, ct) ? null : texts["Name whom the campaign asks."].Value, Sections.All.Contains(Section.Targets) ? $"{edit}/{Section.Targets.Slug()}" : null),
            new(texts["Addresses of targets"].Value, false, await AddressesAsync(id, ct), $"{edit}/{Section.Targets.Slug()}"),
            new(texts["Sources and claims"].Value, false, await SourcesAsync(text, first, ct), $"{edit}/story"),
            new(texts["Privacy page"].Value, false, organisation.Now.PrivacyUrl is not null ? null : texts["The built-in page stands in. An Admin can name your own in the settings."].Value, null),
            new(texts["Your own confirmation mail"].Value, false, tried.Contains(Step.Sign) ? null : texts["Sign in test mode and press the button in the mail you get."].Value, $"/admin/campaigns/{id}#test-mode"),
            new(texts["A test run of each step"].Value, false, Steps(campaign, tried), $"/admin/campaigns/{id}#test-mode"),
            new(texts["Languages"].Value, false, Languages(translations), $"{edit}/translations"),
        ];
    }

    private async Task<(CampaignText Text, TextDraft Draft)> WordsAsync(Guid id, CancellationToken ct)
    {
        var text = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).FirstAsync(ct);
        return (text, await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct)
            ?? TextDraft.Of(text, await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct), default));
    }

    private async Task<string?> SourcesAsync(CampaignText text, TextDraft draft, CancellationToken ct)
    {
        // A reply that is printed beside its claim cites as well.
        var answers = await db.StoryClaims.Where(c => c.CampaignTextId == text.Id && c.Answer != null).Select(c => c.Answer!).ToListAsync(ct);
        List<string> cited = [.. StoryMarks.Cited(draft.Story), .. answers.SelectMany(StoryMarks.Cited)];
        var keys = await db.Sources.Where(s => s.CampaignTextId == text.Id && s.RemovedOn == null).Select(s => s.Key).ToListAsync(ct);
        if (keys.Count == 0) return texts["No source yet."].Value;
        if (cited.FirstOrDefault(key => !keys.Contains(key)) is { } unknown) return texts["The story cites {0}, and there is no such source.", unknown].Value;
        if (keys.FirstOrDefault(key => !cited.Contains(key)) is { } unused) return texts["The story does not cite the source {0}.", unused].Value;
        return StoryMarks.Claims(draft.Story).FirstOrDefault(claim => claim.Sources.Count == 0) is { } bare ? texts["A claim has no source: “{0}”", bare.Sentence].Value : null;
    }

    /// <summary>Names that never lead anywhere (RFC 2606), as the sample campaign and every example has them.</summary>
    private async Task<string?> AddressesAsync(Guid id, CancellationToken ct)
    {
        var emails = await db.Targets.Where(t => t.CampaignId == id && t.RemovedAt == null && t.Email != null).Select(t => t.Email!).ToListAsync(ct);
        return emails.Exists(email => email.EndsWith(".example", StringComparison.OrdinalIgnoreCase)) ? texts["An address ends in .example, where no mail arrives."].Value : null;
    }

    private string? Steps(Campaign campaign, List<Step> tried)
    {
        var left = campaign.Steps.Except(tried).Select(Name).ToList();
        return left.Count == 0 ? null : texts["Not tried yet: {0}.", string.Join(", ", left)].Value;
    }

    private string Name(Step step) => step switch
    {
        Step.Tweet => texts["Tweets"].Value,
        Step.FacebookComment => texts["Facebook comments"].Value,
        Step.EmailTarget => texts["Letters"].Value,
        _ => texts["Shares"].Value,
    };

    private string? Languages(IReadOnlyList<Translation> translations)
    {
        var open = Names(translations.Where(each => !each.IsComplete));
        if (open.Length > 0) return texts["Not complete, and hidden until they are: {0}.", open].Value;
        var old = Names(translations.Where(each => each.Old.Any()));
        return old.Length == 0 ? null : texts["Older than the original: {0}.", old].Value;
    }

    private static string Names(IEnumerable<Translation> translations) => string.Join(", ", translations.Select(each => Shared.Languages.NameOf(each.Text.Language)));
}
