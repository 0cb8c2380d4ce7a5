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
    /// <summary>The suggestion that "Use that" takes.</summary>
    public string? Suggestion { get; set; }
    /// <summary>Honeypot: people do not see it, so whoever fills it is a program.</summary>
    public string? Website { get; set; }
    /// <summary>Sealed time at which the uncached form was shown.</summary>
    public string? Shown { get; set; }
    /// <summary>The share code that brought the person.</summary>
    public string? Via { get; set; }
}
