using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Shared;

/// <summary>The organisation's colour as a small stylesheet of its own, since the content policy forbids inline styles.</summary>
public static class BrandColour
{
    /// <summary>Dark words in mails.</summary>
    public const string Ink = "#12191b";

    /// <summary>The colour stands in the address, so that browsers may keep the file for good.</summary>
    public static string PathOf(OrganisationFacts organisation) => $"/brand.css?v={organisation.BrandColour[1..].ToLowerInvariant()}";

    /// <param name="colour"><c>#rrggbb</c>.</param>
    public static string Css(string colour) => $":root{{--brand:{colour}}}";

    /// <summary>Ratio of WCAG 2: 4.5 is asked of words.</summary>
    /// <param name="colour"><c>#rrggbb</c>, as the other.</param>
    public static double Contrast(string colour, string other)
    {
        var (a, b) = (Luminance(colour), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <returns>Relative luminance of WCAG 2, from 0 to 1.</returns>
    private static double Luminance(string colour) => (0.2126 * Linear(colour[1..3])) + (0.7152 * Linear(colour[3..5])) + (0.0722 * Linear(colour[5..7]));

    /// <summary>What base.css does with a colour: beyond this lightness of OKLab, pages put a darker shade behind white words.</summary>
    public static bool IsDarkened(string colour)
    {
        var (r, g, b) = (Linear(colour[1..3]), Linear(colour[3..5]), Linear(colour[5..7]));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s) > 0.5;
    }

    private static double Linear(string hex) => Convert.ToInt32(hex, 16) / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    /// <returns>The colour that an address made by <see cref="PathOf"/> names; null for any other.</returns>
    public static string? Named(string? version) => version is { Length: 6 } && version.All(char.IsAsciiHexDigit) ? $"#{version}" : null;
}
