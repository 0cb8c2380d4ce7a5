using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Sharing;

/// <summary>What the step knows of one person before it shows or does anything.</summary>
/// <param name="ShownLink">The link in the text and on the page.</param>
public sealed record ShareCase(PublicCampaign Campaign, Sharer Sharer, string ShownLink, ShareOffer Offer, ShareMemory Memory)
{
    public string Text => Memory.Words ?? Offer.Text;
}

/// <summary>Puts the page of the share step together. Only the person's own links are written down, the first time that they are shown.</summary>
public sealed class ReadShare(
    IDbContextFactory<CampaignsDb> databases, ShareOffers offers, ShareWords shareWords, ShareLinks links, StepList stepList, ShareCookie cookie,
    IStringLocalizer<Texts> texts, IOptions<SiteOptions> site)
{
    public async Task<ShareCase> CaseAsync(HttpRequest request, PublicCampaign campaign, Sharer sharer, CancellationToken ct, bool another = false)
    {
        var shown = shareWords.ShownLinkOf(campaign, sharer, site.Value.Url);
        var memory = cookie.Read(request, campaign, sharer.SignatureId) ?? new ShareMemory(campaign.TextVersionId, null, null, [], By: sharer.SignatureId);
        var offer = await offers.MakeAsync(campaign, sharer, channel: null, shown, memory.MessageId, another, ct);
        return new ShareCase(campaign, sharer, shown, offer, memory with { MessageId = offer.MessageId });
    }

    public async Task<SharePage> PageAsync(ShareCase share, bool writes, CancellationToken ct)
    {
        var (campaign, sharer) = (share.Campaign, share.Sharer);
        var steps = await stepList.ReadAsync(campaign, sharer.SignatureId, ct);
        var next = StepList.After(steps, Step.Share);
        var qr = sharer.Act is null ? null : links.CodeOf(sharer.OriginOf(campaign, Channel.Qr));
        if (qr is not null && writes)
        {
            await links.KeepAsync(sharer.OriginOf(campaign, Channel.Link), ct);
            await links.KeepAsync(sharer.OriginOf(campaign, Channel.Qr), ct);
        }
        var path = StepPaths.Of(campaign.Slug, Step.Share);
        var own = share.Memory.Words is null ? await offers.WithOwnAsync(campaign, sharer, ct) : new HashSet<Channel>();
        return new SharePage
        {
            Slug = campaign.Slug, Headline = campaign.Headline, Bar = StepBar.Of(campaign, Step.Share, texts["Share"], sharer.Act is not null, steps, texts), FirstName = sharer.Act?.FirstName,
            IsWaiting = sharer.Act is { IsConfirmed: false }, Next = next,
            NextPath = next?.Path ?? (sharer.Act is null ? Arrivals.Carry(campaign.Path, sharer.Via, sharer.Source) + "#sign" : $"{campaign.Path}/thanks"),
            Path = Arrivals.Carry(path, sharer.Via, sharer.Source), Via = sharer.Via, Source = sharer.Source,
            Link = share.ShownLink, QrPath = qr is null ? null : $"/go/{qr}/qr.svg", QrLink = qr is null ? null : links.UrlOf(qr),
            Text = share.Text, HasAnother = share.Offer.HasAnother,
            Buttons = [.. Networks.Composers.Select(channel => new ShareButton(channel, ShareChannels.NameOf(channel, texts), ShareChannels.AsksFirst(channel) || (own.Contains(channel) && share.Memory.VariantFor(channel) != Guid.Empty)))],
            Limits = shareWords.LimitsOf(share),
            Latest = await LatestAsync(sharer, ct),
        };
    }

    /// <returns>Null where the person has not said that they shared there.</returns>
    public async Task<AskedShare?> AskedAsync(Sharer sharer, string? word, string? typed, CancellationToken ct)
    {
        if (sharer.SignatureId is not { } signature || ShareChannels.Named(word) is not { } channel) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var action = await db.Actions.AsNoTracking().SingleOrDefaultAsync(a => a.SignatureId == signature && a.Step == Step.Share && a.Channel == channel, ct);
        return action is not { SelfReportedAt: not null } ? null
            : new AskedShare(ShareChannels.WordOf(channel), PostUrl.Normalise("", channel, null).ExpectedStart is not null, action.ProofUrl, typed);
    }

    private async Task<Channel?> LatestAsync(Sharer sharer, CancellationToken ct)
    {
        if (sharer.SignatureId is not { } signature) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Actions.Where(a => a.SignatureId == signature && a.Step == Step.Share && a.SelfReportedAt == null).OrderByDescending(a => a.StartedAt).Select(a => (Channel?)a.Channel).FirstOrDefaultAsync(ct);
    }
}
