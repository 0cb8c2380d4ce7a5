using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>The domain of our own sender address; Message-IDs end in it.</summary>
public sealed class SendingDomain(CurrentMail mail, IOptions<SiteOptions> site)
{
    /// <summary>While nobody has said who sends, the site's own: rows are written, and their ids fixed, before mail can leave.</summary>
    public string Name => mail.Now.FromAddress is { Length: > 0 } from ? Of(from) : new Uri(site.Value.PublicUrl).Host;

    /// <summary>The domain of any address, in lower case.</summary>
    public static string Of(string address) => address[(address.LastIndexOf('@') + 1)..].TrimEnd('>', ' ').ToLowerInvariant();
}
