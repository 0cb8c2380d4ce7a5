using Campaigns.Core.Operating;

namespace Campaigns.Web.Startup;

/// <summary>What pages and mails say of the organisation at a moment. What stands in the configuration goes before what stands in the database.</summary>
public sealed record OrganisationFacts
{
    public const string DefaultColour = "#0b5f66";

    /// <summary>Of the site, from the configuration alone; without a slash at its end, so that paths can follow.</summary>
    public required string Url { get; init; }
    /// <summary>As supporters know it; the host of the public address until somebody gives a name.</summary>
    public required string Name { get; init; }
    /// <summary>False while <see cref="Name"/> only stands in for one.</summary>
    public required bool HasName { get; init; }
    /// <summary>Two or three sentences.</summary>
    public required string? About { get; init; }
    /// <summary>Postal address in one line.</summary>
    public required string? Address { get; init; }
    public required string? ContactEmail { get; init; }
    /// <summary>Null for the built-in page.</summary>
    public required string? PrivacyUrl { get; init; }
    /// <summary><c>#rrggbb</c>.</summary>
    public required string BrandColour { get; init; }
    public required OrganisationLogo? Logo { get; init; }
    /// <summary>With commas between, in order; see <see cref="Localisation.Languages"/>.</summary>
    public required string Languages { get; init; }
    /// <summary>For whoever asks for none of these, and for new campaigns; null while nobody chose one.</summary>
    public required string? Language { get; init; }
    /// <summary>IANA name, for new campaigns.</summary>
    public required string TimeZone { get; init; }
    public required DateTimeOffset? SetUpAt { get; init; }
    /// <summary>Of the row; 0 while there is none.</summary>
    public required int Revision { get; init; }

    /// <summary>Whether supporters may read the pages of the site in this interface language.</summary>
    public bool Offers(string language) => Languages.Split(',').Contains(language);

    internal static OrganisationFacts Of(SiteOptions site, OrganisationSettings? row, OrganisationLogo? logo = null) => new()
    {
        Url = site.Url,
        Name = First(site.Organisation, row?.Name) ?? new Uri(site.Url).Host,
        HasName = First(site.Organisation, row?.Name) is not null,
        About = First(site.About, row?.About),
        Address = First(site.Address, row?.Address),
        ContactEmail = First(site.ContactEmail, row?.ContactEmail),
        PrivacyUrl = First(site.PrivacyUrl, row?.PrivacyUrl),
        BrandColour = First(site.BrandColour, row?.BrandColour) ?? DefaultColour,
        Logo = logo,
        Languages = row?.Languages ?? string.Join(',', Localisation.Languages.Select(language => language.Name)),
        Language = row?.Language,
        TimeZone = row?.TimeZone ?? (TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "Etc/UTC"),
        SetUpAt = row?.SetUpAt,
        Revision = row?.Revision ?? 0,
    };

    /// <summary>An empty value is the same as a missing one, because a container's settings often name every key.</summary>
    private static string? First(string? configured, string? saved) => configured is { Length: > 0 } ? configured : saved is { Length: > 0 } ? saved : null;
}

/// <param name="Path">From the root, with its slash.</param>
/// <param name="Width">Pixels, as the height.</param>
public sealed record OrganisationLogo(Guid Id, string Path, int Width, int Height)
{
    /// <returns>Pixels that keep its shape within these; never larger than it is.</returns>
    public (int Width, int Height) Within(int width, int height)
    {
        var scale = Math.Min(1, Math.Min((double)width / Width, (double)height / Height));
        return (Math.Max(1, (int)Math.Round(Width * scale)), Math.Max(1, (int)Math.Round(Height * scale)));
    }
}
