using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Mistakes;

/// <summary>What a reader says is wrong.</summary>
public sealed class MistakeForm
{
    public string? Text { get; set; }
    /// <summary><c>claim-key</c> or <c>source-id</c>; empty for the whole page.</summary>
    public string? Place { get; set; }
    public string? Link { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    /// <summary>Honeypot: people do not see it, so whoever fills it is a program.</summary>
    public string? Website { get; set; }
    /// <summary>When the form was shown, sealed.</summary>
    public string? Shown { get; set; }

    public string CleanText => (Text ?? "").ReplaceLineEndings("\n").Trim();

    public string? CleanLink => Trimmed(Link);

    public string? CleanName => Trimmed(Name);

    public string? CleanEmail => Trimmed(Email);

    /// <returns>Sentences at their fields, in the order of the form.</returns>
    public IReadOnlyList<FieldError> Problems(IReadOnlyList<MistakePlace> places, IStringLocalizer<Texts> t)
    {
        List<FieldError> errors = [];
        Add("text", CleanText.Length == 0 ? t["Say what is wrong"] : CleanText.Length > MistakeReport.MaxText ? t["Shorten it to {0} characters", MistakeReport.MaxText.ToString("N0")] : TextRules.IsText(CleanText) ? null : t["Write it without hidden characters"]);
        Add("place", string.IsNullOrEmpty(Place) || places.Any(place => place.Id == Place) ? null : t["Select the place from the list"]);
        Add("link", CleanLink is null || IsWebLink(CleanLink) ? null : t["Enter a full link that starts with https:// or http://"]);
        Add("name", CleanName is null ? null : CleanName.Length > MistakeReport.MaxName ? t["Shorten your name to 120 characters"] : TextRules.IsOneLine(CleanName) ? null : t["Write your name without hidden characters"]);
        Add("email", CleanEmail is null || (TextRules.IsOneLine(CleanEmail) && EmailAddress.IsWellFormed(CleanEmail)) ? null : t["Enter an email address in the correct format, like name@example.com"]);
        return errors;

        void Add(string field, LocalizedString? sentence)
        {
            if (sentence is not null) errors.Add(new FieldError(field, sentence.Value));
        }
    }

    private static bool IsWebLink(string link) => link.Length <= MistakeReport.MaxLink && TextRules.IsOneLine(link) && Uri.TryCreate(link, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    private static string? Trimmed(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;
}

/// <summary>The form, or the page that thanks.</summary>
public sealed record MistakePage
{
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required IReadOnlyList<MistakePlace> Places { get; init; }
    public required MistakeForm Form { get; init; }
    public required string Shown { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>Set when too many came from there.</summary>
    public string? TryAfter { get; init; }
}

/// <summary>A claim or a source of the page.</summary>
/// <param name="Id">Its anchor on the page.</param>
/// <param name="Label">Its words, shortened.</param>
public sealed record MistakePlace(string Id, string Label)
{
    public const string Claim = "claim-", Source = "source-";
}
