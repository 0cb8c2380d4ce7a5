using System.Globalization;
using System.Text.RegularExpressions;
using Campaigns.Core.Acting;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Shared;

/// <summary>The ways to share as the step names them, in addresses and on buttons.</summary>
public static partial class ShareChannels
{
    /// <summary>All that a person can say they used: networks, and the link handed on by themselves.</summary>
    public static readonly IReadOnlyList<Channel> All = [.. Networks.Composers, Channel.Link];

    /// <returns><c>whatsapp</c>.</returns>
    public static string WordOf(Channel channel) => channel.ToString().ToLowerInvariant();

    /// <returns>Null for a word that names none.</returns>
    public static Channel? Named(string? word)
    {
        foreach (var channel in All)
            if (WordOf(channel) == word) return channel;
        return null;
    }

    public static string NameOf(Channel channel, IStringLocalizer texts) => channel switch
    {
        Channel.Email => texts["By email"],
        Channel.Link => texts["My link, somewhere else"],
        _ => channel.ToString(),
    };

    /// <summary>These open only after a choice: a mail program, or a server.</summary>
    public static bool AsksFirst(Channel channel) => channel is Channel.Email or Channel.Mastodon;

    /// <summary>How long a message may be there; beyond it the network cuts it or refuses. Null where nobody comes near it.</summary>
    public static int? MostOf(Channel channel) => channel switch { Channel.X => XLength.Most, Channel.Bluesky => 300, Channel.Threads or Channel.Mastodon => 500, _ => null };

    /// <summary>As the network counts: characters as a reader sees them; Mastodon takes every link for 23 of them.</summary>
    public static int LengthOf(Channel channel, string text) => channel switch
    {
        Channel.X => XLength.Of(text),
        Channel.Mastodon => new StringInfo(Links().Replace(text, new string('x', 23))).LengthInTextElements,
        _ => new StringInfo(text).LengthInTextElements,
    };

    [GeneratedRegex(@"https?://\S*[\p{L}\p{N}=_#/+&-]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Links();
}
