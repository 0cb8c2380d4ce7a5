using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Sources;

/// <summary>Takes a source away: without a trace while nobody has seen it, with its number and a reason afterwards.</summary>
public sealed class RemoveSource(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, TimeProvider clock)
{
    public async Task RunAsync(SectionDesk desk, Guid sourceId, string? reason, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Sources.SingleOrDefaultAsync(s => s.Id == sourceId && s.CampaignTextId == desk.TextId, ct) is not { RemovedOn: null } source) return;
        if (source.Number is null) db.Remove(source);
        else source.Remove(reason!.Trim(), Dates.DayIn(desk.TimeZone, now));
        db.Add(new AuditEntry(context.User.StaffId(), "source.removed", desk.CampaignId.ToString(), null, source.Key, context.AuditNetwork(), now));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return; } // changed or removed in this moment: the page shows how it stands now
        await pages.EvictAsync(desk.CampaignId, ct);
    }
}
