using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Claims;

/// <summary>Records that the target was asked about a claim.</summary>
public sealed class AskTarget(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, TimeProvider clock)
{
    /// <returns>False when the claim was answered meanwhile: what was asked then stands.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, string key, AskedForm form, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var claim = await db.StoryClaims.SingleOrDefaultAsync(c => c.CampaignTextId == desk.TextId && c.Key == key, ct);
        if (claim is { AnsweredOn: not null }) return false;
        claim ??= db.Add(new Claim(desk.TextId, key)).Entity;
        claim.Ask(form.TargetId, form.Asked!.Value, form.AskedHow!.Trim(), form.By);
        db.Add(new AuditEntry(context.User.StaffId(), "claim.asked", desk.CampaignId.ToString(), null, key, context.AuditNetwork(), clock.GetUtcNow()));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) when (db.Entry(claim).State is EntityState.Added) { return true; } // the same press twice: its row is there
        await pages.EvictAsync(desk.CampaignId, ct);
        return true;
    }
}
