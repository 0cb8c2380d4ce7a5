using System.ComponentModel.DataAnnotations;

namespace Campaigns.Web.Startup;

/// <summary>Section <c>Site</c>: where this installation stands, and who runs it if that is not left to <see cref="Organisation"/>'s settings page.</summary>
public sealed class SiteOptions
{
    /// <summary>Scheme, host and port that people type, without a path: <c>https://act.example.org</c>. Mailed links and the origin check use it, never the request's Host.</summary>
    [Required(ErrorMessage = "Site:PublicUrl is missing. Set it to the address people type, for example https://act.example.org")]
    [RegularExpression(@"https?://[^/\s]+/?", ErrorMessage = "Site:PublicUrl must be a scheme and a host without a path, for example https://act.example.org")]
    public string PublicUrl { get; set; } = "";

    /// <summary>The organisation's name as supporters know it. This and what follows may be left to <c>/setup</c>; what stands here goes before what is saved there.</summary>
    [MaxLength(120, ErrorMessage = "Site:Organisation is longer than 120 characters. Set it to the name supporters know you by")]
    public string? Organisation { get; set; }

    /// <summary>Two or three sentences for "Who runs this".</summary>
    public string? About { get; set; }

    /// <summary>Postal address for "Who runs this" and the foot of every page.</summary>
    public string? Address { get; set; }

    // Empty is the same as missing, because a container's settings often name every key; the checks would refuse it.
    /// <summary>Where people write with questions, mistakes and requests about their data.</summary>
    [EmailAddress(ErrorMessage = "Site:ContactEmail must be one e-mail address, for example hello@example.org")]
    public string? ContactEmail { get; set => field = value is "" ? null : value; }

    /// <summary>The organisation's own privacy page; without it a built-in page says what the program keeps.</summary>
    [Url(ErrorMessage = "Site:PrivacyUrl must be a full address that starts with https://")]
    public string? PrivacyUrl { get; set => field = value is "" ? null : value; }

    /// <summary>The one brand colour, as <c>#rrggbb</c>; everything else follows from it.</summary>
    [RegularExpression("#[0-9a-fA-F]{6}", ErrorMessage = "Site:BrandColour must be a colour as #rrggbb, for example #0b5f66")]
    public string? BrandColour { get; set; }

    /// <summary>Addresses or ranges (CIDR) of the reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Empty: none.</summary>
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>Further origins whose posts are accepted, for example a second host name; scheme, host and port each.</summary>
    public string[] TrustedOrigins { get; set; } = [];

    /// <summary><see cref="PublicUrl"/> without a slash at its end, so that paths can follow.</summary>
    public string Url => PublicUrl.TrimEnd('/');
}
