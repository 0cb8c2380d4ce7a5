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
public sealed record SharedWords(ShareOrigin Link, string LinkUrl, string Subject, string Text, string Offered, bool IsCustomised);

/// <summary>Puts together what a person shares through a channel, and checks it; every refusal is a sentence.</summary>
public sealed class ShareWords(ShareLinks links, ShareOffers offers, IStringLocalizer<Texts> texts)
{
    /// <summary>Within a cookie, and within what most networks take.</summary>
    public const int Longest = 500;

    /// <summary>The link that is shown to a person. A visitor's has no row of its own before they share, so the page's address stands for it.</summary>
    public string ShownLinkOf(PublicCampaign campaign, Sharer sharer, string siteUrl) => sharer.Act is null
        ? siteUrl + Arrivals.Carry(campaign.Path, sharer.Via, sharer.Source)
        : links.UrlOf(links.CodeOf(sharer.OriginOf(campaign, Channel.Link)));

    /// <param name="shownLink">The link as it stands in the text that was offered for all networks.</param>
    /// <param name="offer">The message for all networks.</param>
    public async Task<SharedWords> ForAsync(PublicCampaign campaign, Sharer sharer, Channel channel, string shownLink, ShareOffer offer, string? words, CancellationToken ct)
    {
        var isOwn = words is null && await offers.HasOwnAsync(campaign, channel, ct);
        // The variant is part of the code, so it is chosen before the link is known.
        if (isOwn) offer = await offers.MakeAsync(campaign, sharer, channel, shownLink, known: null, another: false, ct);
        var origin = sharer.OriginOf(campaign, channel, channel is Channel.Link ? null : offer.MessageId);
        var url = links.UrlOf(links.CodeOf(origin));
        var text = (words ?? offer.Text).Replace(shownLink, url, StringComparison.Ordinal);
        return new SharedWords(origin, url, offer.Subject, text, offer.Text, IsCustomised: words is not null && words != offer.Text);
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
    public string? ProblemOf(Channel channel, SharedWords words)
    {
        if (!Networks.TakesText(channel)) return null;
        if (GapIn(words.Text, words.Offered) is { } gap) return gap;
        var whole = words.Text.Contains(words.LinkUrl, StringComparison.Ordinal) ? words.Text : $"{words.Text} {words.LinkUrl}";
        return ShareChannels.MostOf(channel) is { } most && ShareChannels.LengthOf(channel, whole) - most is > 0 and var over
            ? texts["For {1}, shorten your message by {0} character|For {1}, shorten your message by {0} characters"].For(over, ShareChannels.NameOf(channel, texts))
            : null;
    }

    private string? GapIn(string words, string offered) => Placeholders.Unfilled(words, offered) is { } gap ? texts["Replace {0} with your own words", gap].Value : null;
}
