using System.Net;
using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>
/// Signs under another address, for somebody who mistyped it. The signature this browser made before is taken back while it is still pending;
/// one that somebody else made under that address is not this browser's to touch.
/// </summary>
public sealed class ChangeAddress(SignCampaign signCampaign, WithdrawSignature withdraw, IDbContextFactory<CampaignsDb> databases, InstallationKeys keys)
{
    public async Task<SupporterAct> RunAsync(PublicCampaign campaign, SupporterAct before, string email, IPAddress? from, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // The comment is too long for the cookie; it lies in the row that this browser made.
        var comment = await db.Signatures.Where(s => s.Id == before.SignatureId).Select(s => s.Comment).SingleOrDefaultAsync(ct);
        var details = before.Details with { Email = email, EmailKey = keys.Emails.KeyOf(email), Comment = comment };
        var act = await signCampaign.RunAsync(campaign, details, null, from, ct);
        // The same person by another spelling: the signature stands under its key, and there is nothing to take back.
        if (details.EmailKey.AsSpan().SequenceEqual(before.Details.EmailKey)) return act with { SignatureId = before.SignatureId };

        if (await db.Signatures.AnyAsync(s => s.Id == before.SignatureId && s.State == SignatureState.Pending, ct))
            await withdraw.RunAsync(before.SignatureId, "address changed", ct);
        return act;
    }
}
