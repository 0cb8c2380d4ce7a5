using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Letters;

/// <summary>
/// A copy of a supporter's own letter arrived at the address that was made for it: the letter is proved, once. The copy must name the target's
/// address under To or Cc, so that a mail to our address alone proves nothing.
/// </summary>
public sealed class ProveByCopy(IDbContextFactory<CampaignsDb> databases, ProofAddress proof, InstallationKeys keys, TimeProvider clock)
{
    private const int Most = 10;

    /// <param name="message">As it arrived, RFC 5322.</param>
    /// <returns>Whether it is the copy of a letter that this installation knows, now or before.</returns>
    public async Task<bool> RunAsync(ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        var copy = CopiedLetter.Read(message.Span);
        var ids = copy.Recipients.Select(proof.ActionOf).OfType<Guid>().Distinct().Take(Most).ToList();
        if (ids.Count == 0) return false;

        await using var db = await databases.CreateDbContextAsync(ct);
        var letters = await (
            from action in db.Actions
            where ids.Contains(action.Id) && action.Step == Step.EmailTarget
            join target in db.Targets on action.TargetId equals target.Id
            select new { action, target.Email }).ToListAsync(ct);
        var isMatched = false;
        foreach (var letter in letters.Where(letter => Names(copy, letter.Email)))
        {
            if (letter.action.ProvedAt is null) letter.action.Prove(clock.GetUtcNow());
            isMatched = true;
        }
        await db.SaveChangesAsync(ct);
        return isMatched;
    }

    private bool Names(CopiedLetter copy, string? address)
    {
        if (!EmailAddress.IsWellFormed(address)) return false;
        var key = keys.Emails.KeyOf(address!);
        return copy.Addressed.Any(named => EmailAddress.IsWellFormed(named) && keys.Emails.KeyOf(named).AsSpan().SequenceEqual(key));
    }
}
