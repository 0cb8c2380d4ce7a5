using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Campaigns.Web.Features.Shared;

namespace Campaigns.IntegrationTests.Support;

/// <summary>Finds in a page drawn in <see cref="PseudoLanguage"/> what people read or hear and what is neither a bracketed text nor data.</summary>
/// <param name="data">What the test put into the database and the settings, word for word.</param>
internal sealed partial class HardCodedTexts(IEnumerable<string> data)
{
    private static readonly string[] Attributes = ["title", "aria-label", "aria-description", "aria-roledescription", "alt", "placeholder", "label"];
    private static readonly string[] Descriptions = ["description", "og:title", "og:description", "og:site_name"];
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>Words that the culture gives, and zones as <see cref="Dates"/> names them.</summary>
    private static readonly string[] OfTheCulture =
    [
        .. Countries.All(English).Select(country => country.Name),
        .. English.DateTimeFormat.MonthNames, .. English.DateTimeFormat.AbbreviatedMonthNames, .. English.DateTimeFormat.AbbreviatedDayNames,
        "UTC", "WET", "WEST", "English", "français", "Français",
        // Names of services are the same in every language.
        "WhatsApp", "Telegram", "Facebook", "X", "Bluesky", "Mastodon", "Threads", "LinkedIn", "Gmail", "Outlook",
    ];

    private readonly Regex _data = new(
        $@"(?<!\p{{L}})(?:{string.Join('|', OfTheCulture.Concat(data).Where(word => word != "").OrderByDescending(word => word.Length).Select(Regex.Escape))})(?!\p{{L}})", RegexOptions.CultureInvariant);

    /// <returns>One line a finding: where it stands and what it says.</returns>
    public IEnumerable<string> In(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        var texts = document.Descendants<IText>().Where(text => IsRead(text.ParentElement)).Select(text => (Where: text.ParentElement!.LocalName, What: text.Data));
        var attributes = from element in document.All from name in Attributes where element.HasAttribute(name) select (Where: $"{element.LocalName} {name}", What: element.GetAttribute(name)!);
        var descriptions = from meta in document.QuerySelectorAll("meta[content]") let name = meta.GetAttribute("name") ?? meta.GetAttribute("property")
                           where Descriptions.Contains(name) select (Where: name, What: meta.GetAttribute("content")!);
        return from found in texts.Concat(attributes).Concat(descriptions) where IsHardCoded(found.What) select $"<{found.Where}> {found.What.Trim()}";
    }

    public bool IsHardCoded(string text) => _data.Replace(Machine().Replace(Bracketed().Replace(text, " "), " "), " ").Any(char.IsLetter);

    /// <summary>Keys and codes are no words, a raw mail is quoted, and the honeypot talks to programs.</summary>
    private static bool IsRead(IElement? parent) => parent is not null && parent.Closest("script, style, template, code, pre, .trap") is null;

    [GeneratedRegex("⟦[^⟦⟧]*⟧")]
    private static partial Regex Bracketed();

    /// <summary>Addresses of pages and people, references of failures, names of settings, colours and time zones.</summary>
    [GeneratedRegex(@"https?://\S+|campaigns\.test/\S+|\S*@[\w.-]+|\b[0-9a-f]{8}\b|\bSite:[A-Z]\w+|#[0-9a-f]{6}\b|\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)/[\w/-]+(?: [A-Z][\w/-]*| (?:of|es) \w+| au \w+)*")]
    private static partial Regex Machine();
}
