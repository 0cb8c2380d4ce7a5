using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Shared;

/// <summary>The organisation's colour as a small stylesheet of its own, since the content policy forbids inline styles.</summary>
public static class BrandColour
{
    /// <summary>The colour stands in the address, so that browsers may keep the file for good.</summary>
    public static string PathOf(SiteOptions site) => $"/brand.css?v={site.BrandColour[1..].ToLowerInvariant()}";

    public static string Css(SiteOptions site) => $":root{{--brand:{site.BrandColour}}}";
}
