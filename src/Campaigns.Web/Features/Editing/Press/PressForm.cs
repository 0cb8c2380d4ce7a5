using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Editing.Sources;

namespace Campaigns.Web.Features.Editing.Press;

/// <summary>Whom journalists reach. All empty: the page shows no press contact.</summary>
public sealed class PressForm : SectionForm, IValidatableObject
{
    public const int MostLine = 120, MostBackground = 3_000;

    [MaxLength(MostLine, ErrorMessage = "Shorten the name to 120 characters")]
    public string? Name { get; set; }
    [MaxLength(MostLine, ErrorMessage = "Shorten the role to 120 characters")]
    public string? Role { get; set; }
    [MaxLength(254, ErrorMessage = "Enter an email address in the correct format, like name@example.com")]
    public string? Email { get; set; }
    [MaxLength(40, ErrorMessage = "Shorten the phone number to 40 characters"), RegularExpression(@"[0-9+(). /-]*", ErrorMessage = "Enter a phone number with digits, such as +351 21 000 0000")]
    public string? Phone { get; set; }
    [MaxLength(MostLine, ErrorMessage = "Shorten the hours to 120 characters")]
    public string? Hours { get; set; }
    [MaxLength(MostBackground, ErrorMessage = "Shorten the background to 3,000 characters")]
    public string? Background { get; set; }
    [MaxLength(SourceForm.MostUrl, ErrorMessage = "Shorten the link to 2,000 characters")]
    public string? PicturesUrl { get; set; }
    [MaxLength(MostLine, ErrorMessage = "Shorten the licence to 120 characters")]
    public string? PicturesLicence { get; set; }

    public bool IsEmpty => new[] { Name, Role, Email, Phone, Hours, Background, PicturesUrl, PicturesLicence }.All(string.IsNullOrWhiteSpace);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsEmpty) yield break;
        if (string.IsNullOrWhiteSpace(Name)) yield return new("Enter the name of the contact, or empty every field", [nameof(Name)]);
        if (string.IsNullOrWhiteSpace(Email) && string.IsNullOrWhiteSpace(Phone)) yield return new("Enter an email address or a phone number", [nameof(Email)]);
        if (!string.IsNullOrWhiteSpace(Email) && !EmailAddress.IsWellFormed(Email.Trim())) yield return new("Enter an email address in the correct format, like name@example.com", [nameof(Email)]);
        if (!string.IsNullOrWhiteSpace(PicturesUrl) && !SourceForm.IsWebLink(PicturesUrl)) yield return new("Enter a full link that starts with https:// or http://", [nameof(PicturesUrl)]);
        foreach (var (text, name) in new[] { (Name, nameof(Name)), (Role, nameof(Role)), (Hours, nameof(Hours)), (PicturesLicence, nameof(PicturesLicence)) })
            if (text is not null && !TextRules.IsOneLine(text)) yield return new("Write it in one line of plain text", [name]);
        if (Background is not null && !TextRules.IsText(Background.ReplaceLineEndings("\n"))) yield return new("Use plain text in the background", [nameof(Background)]);
    }
}
