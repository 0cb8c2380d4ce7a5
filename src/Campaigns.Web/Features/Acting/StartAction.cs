using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Acting;

/// <summary>Keeps what a person is about to post or send. A second press, from anywhere, finds the same action.</summary>
public sealed class StartAction(IDbContextFactory<CampaignsDb> databases, ShareLinks links, ReachCounter reach, TimeProvider clock)
{
    private const int Tries = 3;

    /// <param name="targetId">Null in a campaign whose targets the step cannot reach.</param>
    /// <param name="visitorId">Id of a visitor's action, as their form carries it.</param>
    /// <returns>The action's id.</returns>
    public async Task<Guid> RunAsync(PublicCampaign campaign, Step step, Actor actor, Guid? targetId, Guid visitorId, Offer offer, string? subject, string text, CancellationToken ct)
    {
        if (text.Contains(offer.LinkUrl, StringComparison.Ordinal)) await links.KeepAsync(offer.Link, ct);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var action = await FoundAsync(db, campaign, step, actor, targetId, visitorId, ct);
            var isNew = action is null;
            if (action is null) db.Add(action = New(campaign, step, actor, targetId, visitorId));
            // What was proved stays as it was proved, as long as its words are kept.
            if (action.ProvedAt is null || action.Text is null) action.Write(offer.MessageId, subject, text, IsCustomised(offer, subject, text));
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Another press was first: its row is found now. A key that was carried over from another step or campaign gets an id of its own.
                if (attempt == Tries - 1 && !actor.IsSigned) visitorId = Guid.CreateVersion7();
                continue;
            }
            if (isNew && !action.IsTest) reach.Count(KeyOf(action));
            return action.Id;
        }
    }

    public static bool IsCustomised(Offer offer, string? subject, string text) => text != offer.Text || (subject ?? "") != (offer.Subject ?? "");

    public static ReachKey KeyOf(SupporterAction action) => new(
        action.CampaignId, action.Step, action.Channel, Rung.Started, action.TargetId ?? Guid.Empty, action.MessageId ?? Guid.Empty, action.Language, action.Source, action.Generation);

    private static Task<SupporterAction?> FoundAsync(CampaignsDb db, PublicCampaign campaign, Step step, Actor actor, Guid? targetId, Guid visitorId, CancellationToken ct)
    {
        var ofStep = db.Actions.Where(a => a.CampaignId == campaign.Campaign.Id && a.Step == step && a.TargetId == targetId);
        var channel = Offers.ChannelOf(step);
        return actor.SignatureId is { } signature
            ? ofStep.SingleOrDefaultAsync(a => a.SignatureId == signature && a.Channel == channel, ct)
            : ofStep.SingleOrDefaultAsync(a => a.Id == visitorId && a.SignatureId == null, ct);
    }

    private SupporterAction New(PublicCampaign campaign, Step step, Actor actor, Guid? targetId, Guid visitorId) =>
        new(campaign.Campaign.Id, actor.SignatureId, step, Offers.ChannelOf(step), targetId, campaign.Language, clock.GetUtcNow(), actor.IsSigned ? null : visitorId)
        {
            Source = actor.Arrival.Source, Generation = actor.Arrival.Generation, IsTest = campaign.Campaign.IsTest,
        };
}
