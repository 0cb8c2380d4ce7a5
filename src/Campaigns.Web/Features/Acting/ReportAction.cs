using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>"I posted it", "I sent it", and the link that proves it.</summary>
public sealed class ReportAction(IDbContextFactory<CampaignsDb> databases, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    public async Task RunAsync(Guid actionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Actions.SingleOrDefaultAsync(a => a.Id == actionId, ct) is { } action && action.Report(clock.GetUtcNow())) await db.SaveChangesAsync(ct);
    }

    /// <returns>What is wrong with the link; null when it proves the post now.</returns>
    public async Task<string?> ProveAsync(Guid actionId, string typed, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Actions.SingleOrDefaultAsync(a => a.Id == actionId, ct) is not { } action) return null;
        var read = PostUrl.Normalise(typed, action.Channel);
        if (read.Url is not { } url) return PostLinks.ProblemOf(read, texts);
        if (await db.Actions.AnyAsync(a => a.ProofUrl == url && a.Id != actionId, ct)) return texts["This link has been added already"];
        action.Prove(url, clock.GetUtcNow());
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { return texts["This link has been added already"]; } // in this very moment
        return null;
    }
}
