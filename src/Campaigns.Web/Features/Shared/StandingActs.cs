using Campaigns.Core;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Whether what this browser did still lets it act in the signer's name; otherwise it goes on like a visitor's.</summary>
public sealed class StandingActs(SupporterCookie cookie, IDbContextFactory<CampaignsDb> databases)
{
    /// <returns>Null for visitors, and for a browser whose act does not stand.</returns>
    public async Task<SupporterAct?> OfAsync(HttpRequest request, Guid campaignId, CancellationToken ct) =>
        cookie.Read(request, campaignId) is { } act && await StandsAsync(act, ct) ? act : null;

    /// <summary>
    /// A signature that was taken back or erased is nobody's any more. One that was confirmed belongs to whoever reads the mailbox, so a browser that
    /// did not press the button in the mail has no part in it from then on: anybody can type an address. An attempt under an address that had signed
    /// before has no row, and stands until it is confirmed. One that was taken back and signed again holds what another press gave: whoever typed it
    /// first has no part in that either.
    /// </summary>
    public async Task<bool> StandsAsync(SupporterAct act, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await db.Signatures.Where(s => s.Id == act.SignatureId).Select(s => new { s.State, s.CreatedAt, s.StateChangedAt, s.ConfirmedAt, s.ErasedAt }).SingleOrDefaultAsync(ct);
        if (found is null) return !act.IsConfirmed;
        return found.ErasedAt is null && found.State is not SignatureState.Withdrawn && (act.IsConfirmed || (found is { ConfirmedAt: null, State: not SignatureState.Confirmed } && found.StateChangedAt <= found.CreatedAt));
    }
}
