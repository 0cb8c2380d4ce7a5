using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Admin;

/// <summary>Puts the page of one campaign together for what this person may see.</summary>
public sealed class CampaignDeskPages(CampaignFigures figures, DailyConfirmed daily, SignerList signers, TestModeBlocks testMode, LetterBacklog backlog, WhoMay whoMay, CampaignAccess access, CampaignTeam team, CampaignsDb db, TimeProvider clock)
{
    /// <param name="tests">Lists the signatures given in test mode instead of the others.</param>
    /// <returns>Null when there is no such campaign.</returns>
    public async Task<CampaignDeskPage?> RunAsync(Guid id, SignatureState? state, Guid? before, ClaimsPrincipal user, CancellationToken ct, bool showsAddresses = false, bool tests = false)
    {
        if (await figures.RunAsync(id, ct) is not { } head) return null;
        var mayExport = Permission.IsGranted(Permission.ExportContacts, user.IsInRole);
        var seesSigners = await access.MayAsync(user, Permission.ReadSigners, id, ct);
        var mayEdit = await access.MayAsync(user, Permission.EditCampaigns, id, ct);
        return new CampaignDeskPage
        {
            Head = head,
            MayEdit = mayEdit,
            Team = mayEdit ? await team.RunAsync(id, user, ct) : null,
            ShowsAllStates = seesSigners || Permission.IsGranted(Permission.ReadFigures, user.IsInRole),
            TestMode = await testMode.RunAsync(head, user, ct),
            Chart = DailyChart.Of(await daily.RunAsync(id, head.Zone, ct)),
            Backlog = await backlog.RunAsync(id, ct),
            Signers = seesSigners
                ? new SignersPage
                {
                    CampaignId = id, Zone = head.Zone, State = state, Tests = tests, Before = before, MayShowAddresses = mayExport, ShowsAddresses = showsAddresses && mayExport,
                    Part = await signers.RunAsync(id, state, tests, before, showsAddresses && mayExport, ct),
                }
                : null,
            AskForReach = Permission.IsGranted(Permission.ReadFigures, user.IsInRole) ? null : await whoMay.RunAsync(Permission.ReadFigures, ct),
            AskToExport = mayExport ? null : await whoMay.RunAsync(Permission.ExportContacts, ct),
        };
    }

    /// <summary>Who looked at whose addresses is written down.</summary>
    public async Task RecordShownAsync(CampaignDeskPage page, HttpContext context, CancellationToken ct)
    {
        db.Add(new AuditEntry(context.User.StaffId(), "signers.addresses-shown", page.Head.Id.ToString(), page.Signers?.Part.Rows.Count, page.Signers?.State?.ToString(), context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }
}
