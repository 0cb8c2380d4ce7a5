using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Sharing;

/// <summary>Keeps the link and, of somebody who has signed, what is shared. A second press, from anywhere, finds the same rows.</summary>
public sealed class StartShare(IDbContextFactory<CampaignsDb> databases, ShareLinks links, ReachCounter reach, TimeProvider clock)
{
    private const int Tries = 3;

    /// <param name="isKnown">This browser has begun to share through the channel before; the only trace that visitors leave.</param>
    public async Task RunAsync(PublicCampaign campaign, Sharer sharer, SharedWords words, bool isKnown, CancellationToken ct)
    {
        await links.KeepAsync(words.Link, ct);
        var isNew = sharer.SignatureId is { } signature ? await WriteAsync(campaign, sharer, signature, words, ct) : !isKnown;
        if (isNew && !campaign.Campaign.IsTest)
            reach.Count(new ReachKey(campaign.Campaign.Id, Step.Share, words.Link.Channel, Rung.Started, Guid.Empty, words.Link.MessageId ?? Guid.Empty, campaign.Language, sharer.Arrival.Source, sharer.Arrival.Generation));
    }

    /// <returns>Whether it is the first start through this channel.</returns>
    private async Task<bool> WriteAsync(PublicCampaign campaign, Sharer sharer, Guid signature, SharedWords words, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var channel = words.Link.Channel;
            var action = await db.Actions.SingleOrDefaultAsync(a => a.SignatureId == signature && a.Step == Step.Share && a.Channel == channel, ct);
            var isNew = action is null;
            if (action is null)
                db.Add(action = new SupporterAction(campaign.Campaign.Id, signature, Step.Share, channel, null, campaign.Language, clock.GetUtcNow())
                {
                    Source = sharer.Arrival.Source, Generation = sharer.Arrival.Generation, IsTest = campaign.Campaign.IsTest,
                });
            // What was proved stays as it was proved.
            if (action.ProvedAt is null) action.Write(words.Link.MessageId, channel is Channel.Email ? words.Subject : null, words.Text, words.IsCustomised);
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateException) when (attempt < Tries) { continue; } // another press was first: its row is found now
            return isNew;
        }
    }
}
