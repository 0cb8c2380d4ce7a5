using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Shared;

/// <summary>Whose pages may show a campaign's form in a frame: origins as <c>https://ally.example</c>, separated by spaces, or <c>*</c> for all.</summary>
/// <remarks>What is no origin is left out, so that nothing else of what somebody stored reaches the content security policy.</remarks>
public sealed record FrameOrigins
{
    private FrameOrigins(bool isAnywhere, IReadOnlyList<string> listed) => (IsAnywhere, Listed) = (isAnywhere, listed);

    public bool IsAnywhere { get; }
    public IReadOnlyList<string> Listed { get; }
    public bool IsNone => !IsAnywhere && Listed.Count == 0;

    /// <summary>The value of <c>frame-ancestors</c>.</summary>
    public string Directive => IsAnywhere ? "*" : IsNone ? "'none'" : string.Join(' ', Listed);

    public static FrameOrigins Of(string? stored)
    {
        var parts = (stored ?? "").Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return new FrameOrigins(parts.Contains("*"), [.. parts.Select(OriginCheck.Normal).OfType<string>().Distinct()]);
    }

    /// <returns>The host of the page that asks, when it may; null for every other.</returns>
    public string? HostOf(string? referrer) =>
        Uri.TryCreate(referrer, UriKind.Absolute, out var page) && OriginCheck.Normal(page.GetLeftPart(UriPartial.Authority)) is { } origin && (IsAnywhere || Listed.Contains(origin)) ? page.IdnHost.ToLowerInvariant() : null;
}
