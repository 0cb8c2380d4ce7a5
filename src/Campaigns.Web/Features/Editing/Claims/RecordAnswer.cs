using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Claims;

/// <summary>Puts the target's answer beside the claim and the whole reply into the timeline, in one commit.</summary>
public sealed class RecordAnswer(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, TimeProvider clock)
{
    /// <returns>False when the claim has an answer already, or the target was never asked.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, string key, AnswerForm form, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.StoryClaims.SingleOrDefaultAsync(c => c.CampaignTextId == desk.TextId && c.Key == key, ct) is not { AskedOn: not null, AnsweredOn: null } claim) return false;
        var number = (await db.TimelineEntries.Where(e => e.CampaignTextId == desk.TextId).MaxAsync(e => (int?)e.Number, ct) ?? 0) + 1;
        var entry = new TimelineEntry(desk.TextId, number, TimelineKind.Reply, form.Day!.Value, form.Title!.Trim(), Text(form.FullReply!), null, form.SourceUrl!.Trim()) { TargetId = claim.TargetId };
        db.Add(entry);
        claim.RecordAnswer(form.Day.Value, Text(form.Answer!), entry.Id);
        db.Add(new AuditEntry(context.User.StaffId(), "claim.answered", desk.CampaignId.ToString(), number, key, context.AuditNetwork(), clock.GetUtcNow()));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { return false; } // another press or another entry took the number: the page shows how it stands
        await pages.EvictAsync(desk.CampaignId, ct);
        return true;
    }

    private static string Text(string text) => text.ReplaceLineEndings("\n").Trim();
}
