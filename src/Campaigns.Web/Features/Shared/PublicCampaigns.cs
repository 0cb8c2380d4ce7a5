using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// Finds a campaign for signing and the steps after it. Kept for two seconds, since under a rush every post would read the same rows;
/// confirming always reads them afresh, and only a confirmed signature counts.
/// </summary>
public sealed class PublicCampaigns(IDbContextFactory<CampaignsDb> databases, IMemoryCache cache, InstallationKeys keys, Testers testers)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    /// <returns>Null when whoever asks may not see a campaign of that slug: nobody but testers sees one in test mode.</returns>
    public async ValueTask<PublicCampaign?> FindAsync(string slug, CancellationToken ct)
    {
        slug = slug.ToLowerInvariant();
        if (!cache.TryGetValue(("campaign", slug), out PublicCampaign? found))
        {
            found = await ReadAsync(slug, ct);
            // What is not there is not kept: a flood of made-up slugs must not fill the memory.
            if (found is not null) cache.Set(("campaign", slug), found, Kept);
        }
        if (found is not { Campaign.IsTest: true }) return found;
        return await testers.MaySeeAsync(found.Campaign, [.. found.Targets.Select(target => target.Name)]) ? found : null;
    }

    /// <summary>On this node; others notice within two seconds.</summary>
    public void Forget(string slug) => cache.Remove(("campaign", slug));

    /// <returns>Why a campaign of that slug was taken away, and the language of its page; null when none was.</returns>
    public async Task<(string Language, string Reason)?> FindRemovedAsync(string slug, CancellationToken ct)
    {
        slug = slug.ToLowerInvariant();
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (
            from text in db.CampaignTexts
            where text.Slug == slug
            join campaign in db.Campaigns on text.CampaignId equals campaign.Id
            where campaign.Status != CampaignStatus.Draft && text.Visibility == TextVisibility.Shown && !campaign.IsTest && campaign.RemovedReason != null
            select new { text.Language, campaign.RemovedReason }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Language, found.RemovedReason);
    }

    private async Task<PublicCampaign?> ReadAsync(string slug, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (
            from text in db.CampaignTexts.AsNoTracking()
            where text.Slug == slug
            join campaign in db.Campaigns.AsNoTracking() on text.CampaignId equals campaign.Id
            where (text.Visibility == TextVisibility.Shown || (campaign.IsTest && text.Visibility == TextVisibility.Waiting))
            from version in db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).Take(1)
            select new { campaign, TextId = text.Id, text.Language, text.WhatHappensNext, version.Headline, VersionId = version.Id }).SingleOrDefaultAsync(ct);
        if (found is null || found.campaign is { Status: CampaignStatus.Draft, IsTest: false } || found.campaign.RemovedReason is not null) return null;

        var targets = await db.Targets.AsNoTracking().Where(t => t.CampaignId == found.campaign.Id && t.RemovedAt == null).OrderBy(t => t.Position)
            .Select(t => new { Target = t, Role = db.TargetTexts.Where(own => own.TargetId == t.Id && own.CampaignTextId == found.TextId).Select(own => own.Role).FirstOrDefault() }).ToListAsync(ct);
        return new PublicCampaign
        {
            Campaign = found.campaign,
            Slug = slug,
            Language = found.Language,
            Headline = found.Headline,
            TextVersionId = found.VersionId,
            WhatHappensNext = found.WhatHappensNext,
            Targets = targets.ConvertAll(each => Public(each.Target, each.Role)),
        };
    }

    private PublicTarget Public(Target target, string? role) => new(
        target.Id, target.Number, target.Name, role ?? target.Role, target.Organisation, target.Salutation, target.XHandle, target.FacebookUrl,
        target.Country, target.Area, target.Language, target.Mail, EmailAddress.IsWellFormed(target.Email) ? keys.Emails.KeyOf(target.Email!) : null);
}
