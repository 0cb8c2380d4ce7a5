using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>
/// Queues a mail with a link to one's own data, if the address is known and its cap leaves room. It goes to the address that the person proved,
/// in the spelling given when signing, never to what was typed just now. Callers answer the same whatever comes of it.
/// </summary>
public sealed class SendManageLink(IDbContextFactory<CampaignsDb> databases, LimitRules limits, SendingDomain domain, IJobHost jobs, TimeProvider clock)
{
    /// <summary>A second press this soon is the same wish.</summary>
    private static readonly TimeSpan SameAct = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Worth = TimeSpan.FromDays(1);

    /// <param name="emailKey">32 bytes.</param>
    public async Task RunAsync(byte[] emailKey, CancellationToken ct)
    {
        await limits.RefreshAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var signatures = await (await PersonRows.SignaturesAsync(db, emailKey, ct)).AsNoTracking()
            .Select(s => new { s.Id, s.CampaignId, s.Email, s.State, s.IsTest, s.CreatedAt }).ToListAsync(ct);
        if (signatures.Count == 0) return;

        var now = clock.GetUtcNow();
        Guid?[] ids = [.. signatures.Select(s => (Guid?)s.Id)];
        var sent = await db.Deliveries.Where(d => ids.Contains(d.SignatureId) && d.Kind == DeliveryKind.ManageLink).Select(d => d.CreatedAt).ToListAsync(ct);
        var rule = limits[LimitNames.ManageLinks];
        if (sent.Count(at => at > now.AddSeconds(-rule.SustainedSeconds)) >= rule.Sustained || sent.Exists(at => at > now - SameAct)) return;

        // A spelling that was only typed may be another mailbox than the one that pressed the button.
        var to = signatures.OrderByDescending(s => s.State is SignatureState.Confirmed).ThenByDescending(s => s.CreatedAt).First();
        var id = Guid.CreateVersion7(now);
        db.Add(new Delivery(id, DeliveryKind.ManageLink, $"manage:{to.Id}:{sent.Count}", $"<{id}@{domain.Name}>", emailKey, SendingDomain.Of(to.Email), now)
        {
            CampaignId = to.CampaignId, SignatureId = to.Id, IsTest = to.IsTest, ExpiresAt = now + Worth,
        });
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) when (db.Deliveries.Any(d => d.IdempotencyKey == $"manage:{to.Id}:{sent.Count}")) { return; } // another press was first
        jobs.Nudge<DrainDeliveries>();
    }
}
