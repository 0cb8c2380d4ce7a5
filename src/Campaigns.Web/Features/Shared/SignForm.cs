namespace Campaigns.Web.Features.Shared;

/// <summary>What the sign form posts. Checked by the signing feature, which answers with a sentence at the field.</summary>
public sealed class SignForm
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; set; }
    public string? Postcode { get; set; }
    public string? Comment { get; set; }
    /// <summary>"Show my first name and place".</summary>
    public bool Show { get; set; }
    /// <summary><c>yes</c>, <c>no</c> or nothing chosen.</summary>
    public string? Updates { get; set; }
    /// <summary>The address that the typo hint was shown for and that the person keeps.</summary>
    public string? Kept { get; set; }
    /// <summary><c>use</c> takes the suggestion, <c>keep</c> keeps what was typed.</summary>
    public string? Typo { get; set; }
    /// <summary>Honeypot: people do not see it, so whoever fills it is a program.</summary>
    public string? Website { get; set; }
    /// <summary>Sealed time at which the uncached form was shown.</summary>
    public string? Shown { get; set; }
    /// <summary>The share code that brought the person.</summary>
    public string? Via { get; set; }
    /// <summary>What else brought the person: see <see cref="Arrivals"/>.</summary>
    public string? Source { get; set; }

    /// <summary>Reads the fields by name: model binding of so many stood out in a profile of signing.</summary>
    public static SignForm Of(IFormCollection form)
    {
        return new SignForm
        {
            Name = Text(nameof(Name)), Email = Text(nameof(Email)), Country = Text(nameof(Country)), Postcode = Text(nameof(Postcode)),
            Comment = Text(nameof(Comment)), Show = bool.TryParse(Text(nameof(Show)), out var show) && show, Updates = Text(nameof(Updates)),
            Kept = Text(nameof(Kept)), Typo = Text(nameof(Typo)), Website = Text(nameof(Website)),
            Shown = Text(nameof(Shown)), Via = Text(nameof(Via)), Source = Text(nameof(Source)),
        };

        string? Text(string field) => form[field] is [{ Length: > 0 } first, ..] ? first : null;
    }
}
