using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Operating;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Setup;

/// <summary>What the organisation says of itself, as the setup and the settings ask for it.</summary>
public sealed class OrganisationForm : IValidatableObject
{
    public string? Name { get; set; }

    public string? About { get; set; }

    public string? Address { get; set; }

    public string? ContactEmail { get; set; }

    public string? PrivacyUrl { get; set; }

    /// <summary><c>#rrggbb</c>.</summary>
    public string? BrandColour { get; set; }

    /// <summary>Names of interface languages.</summary>
    public string[] Languages { get; set; } = [];

    public string? Language { get; set; }

    public string? TimeZone { get; set; }

    /// <summary>A file chosen now. What is wrong with it is found when it is stored.</summary>
    public IFormFile? Logo { get; set; }

    /// <summary>Of the logo that stands in the form: saved before, or uploaded with a form that could not be saved yet.</summary>
    public Guid? LogoId { get; set; }

    public bool RemoveLogo { get; set; }

    /// <summary>Of the row that the form was opened on.</summary>
    public int Revision { get; set; }

    /// <summary><c>try</c> shows the colour and saves nothing.</summary>
    public string? Go { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // What the configuration says is no field that somebody could put right here.
        var set = validationContext.GetRequiredService<ConfiguredFields>();
        if (!set.Holds(nameof(Name)))
        {
            if (string.IsNullOrWhiteSpace(Name)) yield return new("Enter the name supporters know you by", [nameof(Name)]);
            else if (Name.Trim().Length > OrganisationSettings.MostName) yield return new("Shorten the name to 120 characters", [nameof(Name)]);
            else if (!TextRules.IsOneLine(Name.Trim())) yield return new("Write the name in one line of plain text", [nameof(Name)]);
        }
        if (About?.Trim().Length > OrganisationSettings.MostAbout) yield return new("Shorten these sentences to 600 characters", [nameof(About)]);
        if (Address?.Trim() is { Length: > 0 } address && address.Length > OrganisationSettings.MostAddress) yield return new("Shorten the address to 300 characters", [nameof(Address)]);
        else if (Address?.Trim() is { Length: > 0 } line && !TextRules.IsOneLine(line)) yield return new("Write the address in one line of plain text", [nameof(Address)]);
        if (ContactEmail?.Trim() is { Length: > 0 } email && !EmailAddress.IsWellFormed(email)) yield return new("Enter an email address in the correct format, like name@example.com", [nameof(ContactEmail)]);
        if (PrivacyUrl?.Trim() is { Length: > 0 } url && !IsLink(url)) yield return new("Enter a full address that starts with https://, of at most 500 characters", [nameof(PrivacyUrl)]);
        if (!IsColour(BrandColour)) yield return new("Enter the colour as # and six digits or letters from a to f, like #0b5f66", [nameof(BrandColour)]);
        if (!Known.Any()) yield return new("Select at least one language", [nameof(Languages)]);
        if (Language is null || !Known.Contains(Language)) yield return new("Select one of the languages you offer", [nameof(Language)]);
        if (TimeZone is null || !TimeZones.IsKnown(TimeZone)) yield return new("Select a time zone", [nameof(TimeZone)]);
    }

    /// <summary>Of the languages that were ticked, those that there are, in their order.</summary>
    public IEnumerable<string> Known => Localisation.Languages.Select(language => language.Name).Where(Languages.Contains);

    public static bool IsColour(string? text) => text?.Trim() is { Length: 7 } colour && colour[0] == '#' && colour[1..].All(char.IsAsciiHexDigit);

    private static bool IsLink(string text) =>
        text.Length <= OrganisationSettings.MostPrivacyUrl && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http") && uri.UserInfo == "" && uri.Host.Contains('.', StringComparison.Ordinal);
}
