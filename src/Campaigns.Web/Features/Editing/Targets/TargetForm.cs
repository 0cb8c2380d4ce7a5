using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Editing.Targets;

/// <summary>One target, as its page and each row of a file give it.</summary>
public sealed class TargetForm : SectionForm, IValidatableObject
{
    public const int MostName = 120, MostRole = 120, MostSalutation = 120, MostEmail = EmailAddress.MaxLength, MostLink = 500, MostArea = 500, MostTargets = 2_000;

    [Required(ErrorMessage = "Enter the name of the person or body"), MaxLength(MostName, ErrorMessage = "Shorten the name to 120 characters")]
    public string? Name { get; set; }

    [MaxLength(MostRole, ErrorMessage = "Shorten the role to 120 characters")]
    public string? Role { get; set; }

    /// <summary>The role in the campaign's other languages, by their code.</summary>
    public Dictionary<string, string?> Roles { get; set; } = [];

    [MaxLength(MostName, ErrorMessage = "Shorten the organisation to 120 characters")]
    public string? Organisation { get; set; }

    [MaxLength(MostSalutation, ErrorMessage = "Shorten the salutation to 120 characters")]
    public string? Salutation { get; set; }

    [MaxLength(MostEmail, ErrorMessage = "Shorten the email address to 254 characters")]
    public string? Email { get; set; }

    [MaxLength(MostLink, ErrorMessage = "Enter the X handle alone, such as northwind")]
    public string? XHandle { get; set; }

    [MaxLength(MostLink, ErrorMessage = "Shorten the link to 500 characters")]
    public string? FacebookUrl { get; set; }

    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; set; }

    [MaxLength(MostArea, ErrorMessage = "Shorten the postcodes to 500 characters")]
    public string? Area { get; set; }

    public string? Language { get; set; }
    /// <summary>IANA name.</summary>
    public string? TimeZone { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (text, name) in new[] { (Name, nameof(Name)), (Role, nameof(Role)), (Organisation, nameof(Organisation)), (Salutation, nameof(Salutation)) }.Concat(Roles.Select(role => (role.Value, $"Roles[{role.Key}]"))))
        {
            if (text is null) continue;
            if (text.Length > MostName) yield return new("Shorten it to 120 characters", [name]);
            if (!TextRules.IsOneLine(text.Trim())) yield return new("Write it in one line of plain text", [name]);
            if (TextRules.StartsLikeFormula(text.Trim())) yield return new("Begin it with a letter or a digit: a spreadsheet takes it for a formula", [name]);
        }
        if (Given(Email) && !EmailAddress.IsWellFormed(Email)) yield return new("Enter one email address, such as office@council.example", [nameof(Email)]);
        if (Given(XHandle) && TargetFields.Handle(XHandle!) is null) yield return new("Enter the X handle, such as northwind, or the link to the profile", [nameof(XHandle)]);
        if (Given(FacebookUrl) && (!TextRules.IsOneLine(FacebookUrl!) || TargetFields.FacebookPage(FacebookUrl!) is null)) yield return new("Enter the link to the page on Facebook, such as https://www.facebook.com/northwind", [nameof(FacebookUrl)]);
        if (Given(Country) && !Countries.IsKnown(Country!.Trim().ToUpperInvariant())) yield return new("Enter the country by its two letters, such as PT", [nameof(Country)]);
        if (Given(Area) && TargetFields.Areas(Area!) is null) yield return new("Enter the beginnings of postcodes, separated by commas, such as SW1, SE", [nameof(Area)]);
        if (Given(Language) && !CampaignLanguages.All.Contains(Language!.Trim().ToLowerInvariant())) yield return new("Enter the language by its two letters, such as pt", [nameof(Language)]);
        if (Given(TimeZone) && !TimeZones.IsKnown(TimeZone!.Trim())) yield return new("Enter a time zone such as Europe/Lisbon", [nameof(TimeZone)]);
    }

    /// <summary>Puts the fields, as they were checked, on a target.</summary>
    /// <param name="keeps">An empty field leaves what is there, as in a file.</param>
    public void Apply(Target target, bool keeps = false)
    {
        string? Or(string? typed, string? there, Func<string, string?>? read = null) => Given(typed) ? (read ?? (text => text))(typed!.Trim()) : keeps ? there : null;
        var email = Or(Email, target.Email);
        // What bounced was the old address.
        if (target.Mail is TargetMail.Bounced && !string.Equals(email, target.Email, StringComparison.OrdinalIgnoreCase)) target.Mail = TargetMail.Ok;
        target.Rename(Name!.Trim());
        (target.Role, target.Organisation, target.Salutation, target.Email) = (Or(Role, target.Role), Or(Organisation, target.Organisation), Or(Salutation, target.Salutation), email);
        (target.XHandle, target.FacebookUrl) = (Or(XHandle, target.XHandle, TargetFields.Handle), Or(FacebookUrl, target.FacebookUrl, TargetFields.FacebookPage));
        (target.Country, target.Area) = (Or(Country, target.Country, text => text.ToUpperInvariant()), Or(Area, target.Area, TargetFields.Areas));
        (target.Language, target.TimeZone) = (Or(Language, target.Language, text => text.ToLowerInvariant()), Or(TimeZone, target.TimeZone));
    }

    /// <param name="roles">By language.</param>
    public static TargetForm Of(Target target, IReadOnlyDictionary<string, string> roles) => new()
    {
        Name = target.Name, Role = target.Role, Roles = roles.ToDictionary(role => role.Key, role => (string?)role.Value), Organisation = target.Organisation, Salutation = target.Salutation,
        Email = target.Email, XHandle = target.XHandle, FacebookUrl = target.FacebookUrl, Country = target.Country, Area = target.Area, Language = target.Language, TimeZone = target.TimeZone,
        Revision = target.Revision,
    };

    private static bool Given(string? text) => !string.IsNullOrWhiteSpace(text);
}

/// <summary>Whether mail may go to a target, set by hand.</summary>
public sealed class TargetMailForm : IValidatableObject
{
    public const int MostReason = 200;

    public TargetMail Mail { get; set; }

    [Required(ErrorMessage = "Say why: it stands in the audit log"), MaxLength(MostReason, ErrorMessage = "Shorten the reason to 200 characters")]
    public string? Reason { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Reason is { } reason && !TextRules.IsOneLine(reason.Trim())) yield return new("Write it in one line of plain text", [nameof(Reason)]);
        // The log outlives what it tells of.
        if (Reason is { } words && words.Contains('@')) yield return new("Leave addresses out of the reason: the audit log keeps it", [nameof(Reason)]);
        if (Mail is not (TargetMail.Ok or TargetMail.Blocked)) yield return new("Choose whether mail may go there", [nameof(Mail)]);
    }
}
