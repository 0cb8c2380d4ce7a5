using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Mistakes;

/// <summary>Says what became of a report. Who sent it is erased then; spam goes altogether.</summary>
public sealed class CloseMistake(CampaignsDb db, TimeProvider clock)
{
    /// <returns>False when there is no such report; one that is closed already stays as it is.</returns>
    public async Task<bool> RunAsync(Guid campaign, Guid report, MistakeState state, string? note, HttpContext context, CancellationToken ct)
    {
        if (await FindAsync(campaign, report, ct) is not { } row) return false;
        if (row.State is not MistakeState.Open) return true;
        row.Close(state, note, context.User.StaffId(), clock.GetUtcNow());
        await SaveAsync("mistake.closed", campaign, state.ToString(), context, ct);
        return true;
    }

    public async Task<bool> EraseAsync(Guid campaign, Guid report, HttpContext context, CancellationToken ct)
    {
        if (await FindAsync(campaign, report, ct) is not { } row) return false;
        db.Remove(row);
        await SaveAsync("mistake.erased", campaign, null, context, ct);
        return true;
    }

    public async Task<bool> ReopenAsync(Guid campaign, Guid report, HttpContext context, CancellationToken ct)
    {
        if (await FindAsync(campaign, report, ct) is not { } row) return false;
        row.Reopen();
        await SaveAsync("mistake.reopened", campaign, null, context, ct);
        return true;
    }

    private Task<MistakeReport?> FindAsync(Guid campaign, Guid report, CancellationToken ct) => db.MistakeReports.SingleOrDefaultAsync(row => row.Id == report && row.CampaignId == campaign, ct);

    private async Task SaveAsync(string action, Guid campaign, string? detail, HttpContext context, CancellationToken ct)
    {
        db.Add(new AuditEntry(context.User.StaffId(), action, campaign.ToString(), null, detail, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }
}
