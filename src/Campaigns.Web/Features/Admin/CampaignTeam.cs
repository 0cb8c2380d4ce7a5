using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Admin;

/// <summary>Who works on a campaign.</summary>
/// <param name="Owner">Null when nobody owns it: Admins look after it.</param>
/// <param name="Offered">Organisers who do not work on it yet; nobody else is offered. Empty for those who may not change it.</param>
/// <param name="Heirs">Organisers to whom it can be handed over.</param>
public sealed record TeamBlock(Guid CampaignId, string? Owner, bool IsOwn, bool MayChange, IReadOnlyList<TeamMember> Members, IReadOnlyList<TeamMember> Offered, IReadOnlyList<TeamMember> Heirs);

public sealed record TeamMember(Guid Id, string Name);

public sealed class CampaignTeam(CampaignsDb db)
{
    public async Task<TeamBlock> RunAsync(Guid campaignId, ClaimsPrincipal user, CancellationToken ct)
    {
        var owner = await db.Campaigns.Where(campaign => campaign.Id == campaignId).Select(campaign => campaign.OwnerId).SingleAsync(ct);
        var ownerName = owner is null ? null : await db.Users.Where(person => person.Id == owner).Select(person => person.DisplayName).SingleOrDefaultAsync(ct);
        var members = await db.CampaignShares.Where(share => share.CampaignId == campaignId && share.StaffId != owner)
            .Join(db.Users, share => share.StaffId, person => person.Id, (_, person) => new { person.Id, person.DisplayName }).OrderBy(person => person.DisplayName).ToListAsync(ct);
        var mayChange = MayChange(owner, user);
        var heirs = mayChange ? await Organisers(db).Where(person => person.Id != owner).OrderBy(person => person.DisplayName).Select(person => new TeamMember(person.Id, person.DisplayName)).ToListAsync(ct) : [];
        return new TeamBlock(campaignId, ownerName, owner is not null && owner == user.StaffId(), mayChange,
            members.ConvertAll(person => new TeamMember(person.Id, person.DisplayName)), [.. heirs.Where(heir => members.All(member => member.Id != heir.Id))], heirs);
    }

    /// <summary>The owner and Admins.</summary>
    public static bool MayChange(Guid? owner, ClaimsPrincipal user) => user.IsInRole(Roles.Admin) || (owner is not null && owner == user.StaffId());

    /// <summary>People who can sign in and write campaigns of their own.</summary>
    public static IQueryable<StaffUser> Organisers(CampaignsDb db) => db.Users.Where(person => person.PasswordHash != null && person.DeactivatedAt == null
        && db.UserRoles.Any(held => held.UserId == person.Id && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.Organiser)));
}
