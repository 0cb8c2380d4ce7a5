using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Launching;

public enum LaunchAnswer { Done, NoSuchCampaign, NotInThisState, NotReady, IsSample, ClosingTimePassed }

/// <summary>
/// Publishes a campaign now or announces it for a time: what was done in test mode goes, cited sources get their numbers for good,
/// and the text becomes the first version that people sign.
/// </summary>
public sealed class GoPublic(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, PublicCampaigns campaigns, TimeProvider clock)
{
    /// <param name="opensAt">Null for now; else a time to come.</param>
    /// <returns>With how many test signatures went.</returns>
    public async Task<(LaunchAnswer Answer, int Deleted)> RunAsync(Guid id, DateTimeOffset? opensAt, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // First of all its row is locked: of two people who press together one publishes, and the other sees that it is done.
        if (await db.Campaigns.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EditedAt, now), ct) == 0) return (LaunchAnswer.NoSuchCampaign, 0);
        var campaign = await db.Campaigns.SingleAsync(c => c.Id == id, ct);
        var fits = opensAt is null ? campaign.Status is CampaignStatus.Draft or CampaignStatus.Scheduled : campaign.Status is CampaignStatus.Draft;
        if (!fits) return (LaunchAnswer.NotInThisState, 0);
        if (campaign.IsSample) return (LaunchAnswer.IsSample, 0);
        if (campaign.ClosesAt <= (opensAt ?? now)) return (LaunchAnswer.ClosingTimePassed, 0);
        if (!await IsReadyAsync(db, id, ct)) return (LaunchAnswer.NotReady, 0);

        campaign.SetTestMode(on: false, now);
        campaign.NoteTried(await TestRows.TriedAsync(db, id, ct));
        var deleted = await TestRows.DeleteAsync(db, id, ct);
        if (campaign.Status is CampaignStatus.Draft) await StampAsync(db, id, now, ct);
        if (opensAt is { } at) campaign.Schedule(at, now);
        else campaign.Publish(now);
        db.Add(new AuditEntry(context.User.StaffId(), opensAt is null ? "campaign.published" : "campaign.scheduled", id.ToString(), deleted, opensAt is { } said ? Dates.Iso(said) : null, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        await pages.EvictAsync(id, ct);
        foreach (var slug in await db.CampaignTexts.Where(t => t.CampaignId == id).Select(t => t.Slug).ToListAsync(ct)) campaigns.Forget(slug);
        return (LaunchAnswer.Done, deleted);
    }

    private static async Task<bool> IsReadyAsync(CampaignsDb db, Guid id, CancellationToken ct)
    {
        var original = await db.CampaignTexts.Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).FirstOrDefaultAsync(ct);
        return original is not null && (await WordsAsync(db, original, ct)).Draft.IsComplete && await db.Targets.AnyAsync(t => t.CampaignId == id && t.RemovedAt == null, ct);
    }

    private static async Task StampAsync(CampaignsDb db, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var translations = (await Translations.ReadAsync(db, id, ct)).ToDictionary(translation => translation.Text.Id);
        foreach (var text in await db.CampaignTexts.Where(t => t.CampaignId == id).ToListAsync(ct))
        {
            // A translation that is not complete keeps its words and its version, and the public does not see them: "Publish changes" shows it once it is.
            if (translations.GetValueOrDefault(text.Id) is { } translation && (text.Visibility is TextVisibility.Hidden || !translation.IsComplete))
            {
                if (text.Visibility is TextVisibility.Shown) text.Await();
                continue;
            }
            var (draft, version) = await WordsAsync(db, text, ct);
            draft.Apply(text);
            text.Show();
            if (version is null) db.Add(new TextVersion(text.Id, 1, draft.Headline, draft.Summary, draft.Story, TextChange.First, null, now));
            else if (version.Change is TextChange.First) version.Rewrite(draft.Headline, draft.Summary, draft.Story, now);
            else if (draft.ChangesText(version)) db.Add(new TextVersion(text.Id, version.Number + 1, draft.Headline, draft.Summary, draft.Story, TextChange.Wording, null, now));
            await FreezeSources.RunAsync(db, text.Id, [draft.Story], ct);
        }
    }

    private static async Task<(TextDraft Draft, TextVersion? Version)> WordsAsync(CampaignsDb db, CampaignText text, CancellationToken ct)
    {
        var version = await db.TextVersions.Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        return (await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct) ?? TextDraft.Of(text, version, default), version);
    }
}
