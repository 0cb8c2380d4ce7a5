using System.Security.Cryptography;
using System.Text.Json;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>A letter that leaves when its signature is confirmed.</summary>
public sealed record WaitingLetter(string Target, string Subject, string Text)
{
    /// <summary>Of all letters that a page shows, in order: the form carries it back, so that other words than those that were read do not leave. Empty for none.</summary>
    public static string MarkOf(IReadOnlyList<WaitingLetter> letters) =>
        letters.Count == 0 ? "" : Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(letters)), 0, 16);
}

/// <summary>
/// The letters that leave with the press, so that nobody sends words unseen: anybody can type an address, and write under it before its owner
/// opens the mail.
/// </summary>
public sealed class ReadWaitingLetters(IDbContextFactory<CampaignsDb> databases)
{
    /// <param name="attemptId">What this browser did under an attempt of its own becomes the signature's with the press: see <see cref="AdoptActions"/>.</param>
    public async Task<IReadOnlyList<WaitingLetter>> RunAsync(Signature signature, Campaign campaign, Guid? attemptId, CancellationToken ct)
    {
        if (campaign.LetterWay is not LetterWay.OurServer) return [];
        await using var db = await databases.CreateDbContextAsync(ct);
        if (attemptId is { } attempt && await db.Signatures.AnyAsync(s => s.Id == attempt, ct)) attemptId = null;
        var found = await (
            from letter in db.Actions.AsNoTracking()
            where (letter.SignatureId == signature.Id || (attemptId != null && letter.SignatureId == attemptId)) && letter.Step == Step.EmailTarget
            join target in db.Targets.AsNoTracking() on letter.TargetId equals target.Id
            orderby target.Position
            // Taken back and signed again, the letters that had not left leave once more.
            select new { letter, target, HasLeft = db.Deliveries.Any(d => d.ActionId == letter.Id && d.Kind == DeliveryKind.LetterToTarget && d.State != DeliveryState.Cancelled) }).ToListAsync(ct);
        // What stands under the signature comes before what was written once more.
        return [.. found.GroupBy(each => each.target.Id).Select(each => each.OrderBy(one => one.letter.SignatureId != signature.Id).First())
            .Where(each => each is { HasLeft: false, letter: { CancelledAt: null, Text: not null } } && LetterQueue.WhyNever(each.target) is null)
            .Select(each => new WaitingLetter(each.target.Name, each.letter.Subject ?? "", each.letter.Text!))];
    }
}
