using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>Reads, for the rows of a claim that say "your signature counts", what they say beyond that; other rows cost nothing.</summary>
internal sealed class LoadThanks(PublicCampaigns campaigns, StepList steps, ShareLinks shareLinks)
{
    private static readonly Dictionary<Guid, DeliveryThanks> None = [];

    /// <returns>By signature.</returns>
    public async Task<Dictionary<Guid, DeliveryThanks>> RunAsync(CampaignsDb db, IReadOnlyList<ClaimedDelivery> rows, CancellationToken ct)
    {
        Guid[] ids = [.. rows.Where(row => row.Kind is DeliveryKind.Confirmed).Select(row => row.SignatureId).OfType<Guid>().Distinct()];
        if (ids.Length == 0) return None;

        var signatures = await db.Signatures.AsNoTracking().Where(s => ids.Contains(s.Id) && s.ErasedAt == null)
            .Select(s => new
            {
                s.Id, s.CampaignId, s.SupporterNumber, s.ShareLinkId, s.Source, s.Generation, s.IsTest,
                Slug = db.CampaignTexts.Where(t => t.CampaignId == s.CampaignId).OrderByDescending(t => t.Language == s.Language).ThenByDescending(t => t.IsOriginal).Select(t => t.Slug).FirstOrDefault(),
            }).ToListAsync(ct);
        Dictionary<Guid, DeliveryThanks> thanks = [];
        foreach (var signed in signatures)
        {
            if (signed.Slug is null || await campaigns.FindAsync(signed.Slug, ct) is not { } campaign) continue;
            var left = (await steps.ReadAsync(campaign, signed.Id, ct)).Where(step => !step.IsDone);
            var origin = new ShareOrigin(signed.CampaignId, campaign.Language, Channel.Link, signed.Id, null, new Arrival(signed.ShareLinkId, signed.Source, signed.Generation), signed.IsTest);
            await shareLinks.KeepAsync(origin, ct);
            thanks[signed.Id] = new DeliveryThanks(
                signed.SupporterNumber, [.. left.Select(step => new StepLeft(step.Step, step.Path, StepList.TargetOf(campaign, step.Step)))], campaign.WhatHappensNext, shareLinks.UrlOf(shareLinks.CodeOf(origin)));
        }
        return thanks;
    }
}
