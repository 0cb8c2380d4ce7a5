using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Sharing;

/// <summary>What goes to a network.</summary>
/// <param name="Link">The channel's own share link.</param>
/// <param name="LinkUrl">Its address; it stands in the text unless the person took it out.</param>
/// <param name="Offered">The text that the person began with.</param>
/// <param name="IsCustomised">The person wrote something else.</param>
/// <param name="IsOfNetwork">The organiser wrote it for this network alone, so it is not the text that the page shows for all.</param>
public sealed record SharedWords(ShareOrigin Link, string LinkUrl, string Subject, string Text, string Offered, bool IsCustomised, bool IsOfNetwork)
{
    /// <summary>With the link, as it is sent.</summary>
    public string Whole => Text.Contains(LinkUrl, StringComparison.Ordinal) ? Text : $"{Text} {LinkUrl}".TrimStart();

    /// <summary>With another address in place of the share link.</summary>
    public SharedWords LinkingTo(string url) => this with { LinkUrl = url, Text = Text.Replace(LinkUrl, url, StringComparison.Ordinal) };
}

/// <summary>Puts together what a person shares through a channel, and checks it; every refusal is a sentence.</summary>
public sealed class ShareWords(ShareLinks links, ShareOffers offers, IStringLocalizer<Texts> texts)
{
    /// <summary>Within a cookie, and within what most networks take.</summary>
    public const int Longest = 500;

    /// <summary>The link that is shown to a person. A visitor's has no row of its own before they share, so the page's address stands for it.</summary>
    public string ShownLinkOf(PublicCampaign campaign, Sharer sharer, string siteUrl) => sharer.Act is null
        ? siteUrl + Arrivals.Carry(campaign.Path, sharer.Via, sharer.Source)
        : links.UrlOf(links.CodeOf(sharer.OriginOf(campaign, Channel.Link)));

    /// <param name="isShown">The person reads the words before they leave. A network's own text goes out unread only where it was shown before.</param>
    public async Task<SharedWords> ForAsync(ShareCase share, Channel channel, bool isShown, CancellationToken ct)
    {
        var (campaign, sharer, offer) = (share.Campaign, share.Sharer, share.Offer);
        var known = share.Memory.VariantFor(channel);
        var isOfNetwork = share.Memory.Words is null && known != Guid.Empty && (isShown || known is not null) && (await offers.WithOwnAsync(campaign, sharer, ct)).Contains(channel);
        // The variant is part of the code, so it is chosen before the link is known.
        if (isOfNetwork) offer = await offers.MakeAsync(campaign, sharer, channel, share.ShownLink, known, another: false, ct);
        var origin = sharer.OriginOf(campaign, channel, channel is Channel.Link ? null : offer.MessageId);
        var url = links.UrlOf(links.CodeOf(origin));
        var text = (share.Memory.Words ?? offer.Text).Replace(share.ShownLink, url, StringComparison.Ordinal);
        return new SharedWords(origin, url, offer.Subject, text, offer.Text, IsCustomised: share.Memory.Words is { } words && words != offer.Text, isOfNetwork);
    }

    /// <returns>What is wrong with words that a person wants kept; null for nothing.</returns>
    public string? ProblemOf(string words, string offered) => words switch
    {
        _ when words == offered && !words.Contains('[') => null, // an organiser's text may be longer
        "" => texts["Write your message"].Value,
        { Length: > Longest } => texts["Shorten your message by {0} character|Shorten your message by {0} characters"].For(words.Length - Longest),
        _ when !TextRules.IsText(words) => texts["Write your text without hidden characters"].Value,
        _ => GapIn(words, offered),
    };

    /// <returns>What the network would refuse, or what the person has still to fill in; null for nothing.</returns>
    public string? ProblemOf(SharedWords words)
    {
        var channel = words.Link.Channel;
        if (GapIn(words.Text, words.Offered) is { } gap) return gap;
        return Networks.TakesText(channel) && ShareChannels.MostOf(channel) is { } most && ShareChannels.LengthOf(channel, words.Whole) - most is > 0 and var over
            ? texts["Shorten your words by {0} character for {1}|Shorten your words by {0} characters for {1}"].For(over, ShareChannels.NameOf(channel, texts))
            : null;
    }

    /// <summary>How much of each network's limit this text takes, with the link that goes there.</summary>
    public IReadOnlyList<ShareLimit> LimitsOf(ShareCase share) =>
    [
        .. from channel in Networks.Composers
           where ShareChannels.MostOf(channel) is not null
           let most = ShareChannels.MostOf(channel)!.Value
           let url = links.UrlOf(links.CodeOf(share.Sharer.OriginOf(share.Campaign, channel)))
           let whole = share.Text.Contains(share.ShownLink, StringComparison.Ordinal) ? share.Text.Replace(share.ShownLink, url, StringComparison.Ordinal) : $"{share.Text} {url}"
           select new ShareLimit(channel, ShareChannels.NameOf(channel, texts), most, most - ShareChannels.LengthOf(channel, whole), url.Length),
    ];

    private string? GapIn(string words, string offered) => Placeholders.Unfilled(words, offered) is { } gap ? texts["Replace {0} with your own words", gap].Value : null;
}
