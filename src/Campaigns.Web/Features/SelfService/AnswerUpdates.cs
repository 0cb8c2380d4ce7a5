using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>Another answer to "Can we email you about this campaign?": the newest consent holds. A yes also takes back an earlier stop of this campaign's mail.</summary>
public sealed class AnswerUpdates(IDbContextFactory<CampaignsDb> databases, ConsentWordings wordings, TimeProvider clock)
{
    /// <summary>Where it was asked; the rest of the path is the link's secret.</summary>
    private const string Page = "/me";

    public async Task RunAsync(Guid signatureId, bool wants, CancellationToken ct)
    {
        var wording = await wordings.HashAsync(CultureInfo.CurrentUICulture.Name, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var signature = await db.Signatures.SingleAsync(s => s.Id == signatureId, ct);
        // Taken back, a signature gets no mail; its answer is given anew by signing again.
        if (signature.State is SignatureState.Withdrawn) return;
        if (wants)
            await db.Suppressions.Where(s => s.RecipientKey == signature.EmailKey && s.Reason == SuppressionReason.Unsubscribed && s.Scope == SuppressionScope.Campaign && s.CampaignId == signature.CampaignId).ExecuteDeleteAsync(ct);
        if (signature.Answer(wants)) db.Add(new Consent(signature.Id, ConsentPurpose.Updates, wants, wording, Page, clock.GetUtcNow()));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { throw new TooBusyException("Something else changed the same signature at the same moment."); }
        await transaction.CommitAsync(ct);
    }
}
