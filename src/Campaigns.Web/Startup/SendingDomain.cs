namespace Campaigns.Web.Startup;

/// <summary>The domain of our own sender address; Message-IDs end in it.</summary>
public sealed record SendingDomain(string Name)
{
    /// <summary>The domain of any address, in lower case.</summary>
    public static string Of(string address) => address[(address.LastIndexOf('@') + 1)..].TrimEnd('>', ' ').ToLowerInvariant();
}
