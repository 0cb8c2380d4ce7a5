using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Shared;

/// <summary>The organisation's colour as a small stylesheet of its own, since the content policy forbids inline styles.</summary>
public static class BrandColour
{
    /// <summary>The colour stands in the address, so that browsers may keep the file for good.</summary>
    public static string PathOf(OrganisationFacts organisation) => $"/brand.css?v={organisation.BrandColour[1..].ToLowerInvariant()}";

    /// <param name="colour"><c>#rrggbb</c>.</param>
    public static string Css(string colour) => $":root{{--brand:{colour}}}";

    /// <returns>The colour that an address made by <see cref="PathOf"/> names; null for any other.</returns>
    public static string? Named(string? version) => version is { Length: 6 } && version.All(char.IsAsciiHexDigit) ? $"#{version}" : null;
}
