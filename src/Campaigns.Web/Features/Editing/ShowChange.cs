using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>What follows when rows of a campaign were changed that its pages show at once: who did it, when it was edited, and pages that are made anew.</summary>
public sealed class ShowChange(CampaignPageCache pages, PublicCampaigns campaigns, TimeProvider clock)
{
    /// <summary>Adds to the caller's <c>SaveChanges</c>.</summary>
    /// <param name="detail">Never a name, an address or a text.</param>
    public async Task NoteAsync(CampaignsDb db, SectionDesk desk, string action, int? count, string? detail, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        (await db.Campaigns.SingleAsync(c => c.Id == desk.CampaignId, ct)).Edit(now);
        db.Add(new AuditEntry(context.User.StaffId(), action, desk.CampaignId.ToString(), count, detail, context.AuditNetwork(), now));
    }

    /// <summary>Afterwards.</summary>
    public async Task RunAsync(CampaignsDb db, SectionDesk desk, CancellationToken ct)
    {
        foreach (var slug in await db.CampaignTexts.Where(t => t.CampaignId == desk.CampaignId).Select(t => t.Slug).ToListAsync(ct)) campaigns.Forget(slug);
        await pages.EvictAsync(desk.CampaignId, ct);
    }
}
