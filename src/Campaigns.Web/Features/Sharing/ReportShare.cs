using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Sharing;

/// <summary>"I shared it", and the link that proves it. Only people who have signed have a row to say it of.</summary>
public sealed class ReportShare(IDbContextFactory<CampaignsDb> databases, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    public async Task RunAsync(Guid signatureId, Channel channel, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await FindAsync(db, signatureId, channel, ct) is { } action && action.Report(clock.GetUtcNow())) await db.SaveChangesAsync(ct);
    }

    /// <param name="server">The person's Mastodon server, for the sentence.</param>
    /// <returns>What is wrong with the link; null when it proves the post now.</returns>
    public async Task<string?> ProveAsync(Guid signatureId, Channel channel, string typed, string? server, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await FindAsync(db, signatureId, channel, ct) is not { } action) return null;
        var read = PostUrl.Normalise(typed, channel, server);
        if (read.Url is not { } url) return PostLinks.ProblemOf(read, texts);
        if (await db.Actions.AnyAsync(a => a.ProofUrl == url && a.Id != action.Id, ct)) return texts["This link has been added already"];
        action.Prove(url, clock.GetUtcNow());
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { return texts["This link has been added already"]; } // in this very moment
        return null;
    }

    private static Task<SupporterAction?> FindAsync(CampaignsDb db, Guid signatureId, Channel channel, CancellationToken ct) =>
        db.Actions.SingleOrDefaultAsync(a => a.SignatureId == signatureId && a.Step == Step.Share && a.Channel == channel, ct);
}
