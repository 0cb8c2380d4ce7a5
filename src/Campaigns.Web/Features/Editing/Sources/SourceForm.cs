using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Editing.Sources;

/// <summary>One source of a text.</summary>
public sealed class SourceForm : SectionForm, IValidatableObject
{
    public const int MostTitle = 200, MostUrl = 2000, MostPublisher = 120, MostKey = 40, MostSources = 200;

    [Required(ErrorMessage = "Enter the title of the source"), MaxLength(MostTitle, ErrorMessage = "Shorten the title to 200 characters")]
    public string? Title { get; set; }

    [Required(ErrorMessage = "Enter the link to the source"), MaxLength(MostUrl, ErrorMessage = "Shorten the link to 2,000 characters")]
    public string? Url { get; set; }

    [Required(ErrorMessage = "Enter who published it"), MaxLength(MostPublisher, ErrorMessage = "Shorten the publisher to 120 characters")]
    public string? Publisher { get; set; }

    /// <summary>ISO 8601, as a date field posts it.</summary>
    [Required(ErrorMessage = "Enter the date on which it was published")]
    public string? PublishedOn { get; set; }

    [Required(ErrorMessage = "Select what kind of source it is")]
    public SourceKind? Kind { get; set; }

    [MaxLength(MostUrl, ErrorMessage = "Shorten the link to 2,000 characters")]
    public string? ArchivedUrl { get; set; }

    /// <summary>The copy of our own that it has, <c>media/…</c>.</summary>
    public string? Copy { get; set; }

    /// <summary>Another one, which takes its place.</summary>
    public IFormFile? File { get; set; }

    public bool RemoveCopy { get; set; }

    /// <summary>How the story cites it.</summary>
    [Required(ErrorMessage = "Enter a short name for the source"), MaxLength(MostKey, ErrorMessage = "Shorten the name to 40 characters"),
     RegularExpression("[a-z0-9]+(-[a-z0-9]+)*", ErrorMessage = "Use a to z, digits and single hyphens in the name")]
    public string? Key { get; set; }

    public DateOnly? Day => DateOnly.TryParseExact(PublishedOn, "yyyy-MM-dd", out var day) ? day : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (text, name) in new[] { (Title, nameof(Title)), (Publisher, nameof(Publisher)) })
            if (text is not null && !TextRules.IsOneLine(text)) yield return new("Write it in one line of plain text", [name]);
        foreach (var (link, name) in new[] { (Url, nameof(Url)), (ArchivedUrl, nameof(ArchivedUrl)) })
            if (link is { Length: > 0 } && !IsWebLink(link)) yield return new("Enter a full link that starts with https:// or http://", [name]);
        if (PublishedOn is not null && Day is null) yield return new("Enter a date such as 2026-05-03", [nameof(PublishedOn)]);
        if (Day is { Year: < 1400 }) yield return new("Enter the year with four digits", [nameof(PublishedOn)]);
    }

    /// <summary>A link that readers can follow: nothing but the web, with a host.</summary>
    public static bool IsWebLink(string link) =>
        TextRules.IsOneLine(link) && Uri.TryCreate(link.Trim(), UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http", Host.Length: > 0, UserInfo: "" };
}

public sealed class RemoveSourceForm
{
    [Required(ErrorMessage = "Say why it is removed: readers who look for its number see it"), MaxLength(300, ErrorMessage = "Shorten the reason to 300 characters")]
    public string? Reason { get; set; }
}

public sealed record SourcePage : SectionPage
{
    public required SourceForm Form { get; init; }
    /// <summary>Null for a new one.</summary>
    public required Source? Source { get; init; }
    public string? Reason { get; init; }
}
