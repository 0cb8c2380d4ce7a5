using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Shared;

/// <param name="Link">Where it is done.</param>
public sealed record FirstStep(string Name, string Why, bool IsDone, string Link);

/// <summary>What a new installation needs, from what is in the database: nobody ticks anything off. For whoever may change its settings.</summary>
public sealed class ReadFirstSteps(CampaignsDb db, Organisation organisation, IStringLocalizer<Texts> texts)
{
    /// <returns>Empty for people who cannot do these things, who hid the list, or when all of it is done.</returns>
    public async Task<IReadOnlyList<FirstStep>> RunAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (!Permission.IsGranted(Permission.ManageSettings, user.IsInRole)) return [];
        var id = user.StaffId();
        var own = await db.Users.Where(staff => staff.Id == id).Select(staff => new { staff.TwoFactorEnabled, staff.FirstStepsHiddenAt, HasPassword = staff.PasswordHash != null }).SingleOrDefaultAsync(ct);
        if (own is null or { FirstStepsHiddenAt: not null }) return [];

        var now = organisation.Now;
        FirstStep[] steps =
        [
            new(texts["Your account"], texts["You are signed in with it."], own.HasPassword, "/admin/account"),
            new(texts["A second step for your sign-in"], texts["So that a password alone opens nothing."], own.TwoFactorEnabled, "/admin/second-factor"),
            new(texts["The organisation"], texts["Its name, and where people write with questions."], now is { HasName: true, ContactEmail: not null }, "/admin/settings"),
            new(texts["Mail"], texts["Send a test: signatures count once a mail is answered."], await db.AuditEntries.AnyAsync(entry => entry.Action == "mail.tested" && entry.Detail == "Accepted", ct), "/admin/settings/mail#test"),
            new(texts["First campaign"], texts["Write one, or copy the sample."], await db.Campaigns.AnyAsync(campaign => !campaign.IsSample, ct), "/admin/new-campaign"),
            new(texts["A colleague"], texts["Invite somebody who can stand in for you."], await db.Users.AnyAsync(staff => staff.Id != id, ct), "/admin/people#invite"),
            new(texts["First publication"], texts["A campaign’s checklist says what it needs."], await db.Campaigns.AnyAsync(campaign => campaign.PublishedAt != null || campaign.Status != CampaignStatus.Draft, ct), "/admin/campaigns"),
        ];
        return steps.All(step => step.IsDone) ? [] : steps;
    }
}
