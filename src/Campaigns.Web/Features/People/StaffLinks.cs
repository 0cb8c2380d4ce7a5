using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.People;

/// <summary>Finds the account that a mailed link stands for, as long as the link is good; reading changes nothing.</summary>
public sealed class StaffLinks(CampaignsDb db, InstallationKeys keys, TimeProvider clock)
{
    /// <returns>Null for a link that was never mailed, is too old, was used, or was replaced.</returns>
    public async Task<StaffUser?> InvitedAsync(string token, CancellationToken ct) =>
        await FindAsync(token, LinkPurpose.Invite, AccountMail.Invitation, ct) is (var user, var written) && !user.HasJoined && user.DeactivatedAt is null
        && user.InvitedAt <= written && written + AccountMail.InvitationLife > clock.GetUtcNow() ? user : null;

    /// <inheritdoc cref="InvitedAsync"/>
    public async Task<StaffUser?> ResettingAsync(string token, CancellationToken ct) =>
        await FindAsync(token, LinkPurpose.Reset, AccountMail.Password, ct) is (var user, var written) && user.MaySignIn
        && (user.PasswordSetAt is not { } set || set < written) && written + AccountMail.PasswordLife > clock.GetUtcNow() ? user : null;

    private async Task<(StaffUser User, DateTimeOffset Written)?> FindAsync(string token, LinkPurpose purpose, string kind, CancellationToken ct)
    {
        if (keys.DeliveryOf(token, purpose) is not { } id) return null;
        var found = await db.Deliveries.Where(d => d.Id == id && d.Kind == DeliveryKind.Account && d.IdempotencyKey.StartsWith(kind))
            .Join(db.Users, d => d.StaffUserId, user => user.Id, (d, user) => new { user, d.CreatedAt }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.user, found.CreatedAt);
    }
}
