namespace Campaigns.Web.Startup;

/// <summary>Which browser on which system, in the names that people know; enough to tell one's own devices apart, and no more is kept.</summary>
public static class Device
{
    // In this order: most browsers also call themselves by the name of one that is further down.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"), ("FxiOS", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <param name="agent">The <c>User-Agent</c> header.</param>
    /// <returns>Null for what nobody knows.</returns>
    public static (string? Browser, string? System) Of(string? agent) => (Find(Browsers, agent), Find(Systems, agent));

    private static string? Find((string Sign, string Name)[] known, string? agent) => known.FirstOrDefault(one => agent?.Contains(one.Sign, StringComparison.Ordinal) is true).Name;
}
