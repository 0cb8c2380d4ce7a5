using System.Globalization;

namespace Campaigns.Web.Features.Shared;

/// <summary>What networks read of a page when somebody shares its address: Open Graph and X card tags.</summary>
public sealed record SocialTags
{
    public required string Title { get; init; }
    public required string? Description { get; init; }
    /// <summary>Absolute, without a query.</summary>
    public required string Url { get; init; }
    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }
    public IReadOnlyList<string> OtherLanguages { get; init; } = [];
    public CardImage? Image { get; init; }
    public string? ImageAlt { get; init; }

    /// <summary><c>fr_FR</c> for <c>fr</c>: language and territory, as Open Graph wants them.</summary>
    public static string LocaleOf(string language) =>
        language is "ar" ? "ar_AR" : CultureInfo.CreateSpecificCulture(language).Name.Split('-') is [var first, .., { Length: 2 } territory] ? $"{first}_{territory}" : language;
}
