using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Campaigns.UnitTests;

/// <summary>English is the key of every text; French proves that every one of them can be said in another language.</summary>
public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> French = XDocument.Load(Repository.Path("src", "Campaigns.Web", "Resources", "Texts.fr.resx")).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static readonly string Source = string.Join('\n', new[] { ".cs", ".cshtml" }.SelectMany(ending => Repository.Files("src/Campaigns.Web", ending)).Select(File.ReadAllText));

    private static readonly HashSet<string> Used = [.. LocalizedText().Matches(Source).Select(match => Regex.Unescape(match.Groups[1].Value))];

    [Fact]
    public void Every_text_is_also_french()
    {
        Used.Count.ShouldBeGreaterThan(100);
        Used.Where(text => !French.ContainsKey(text)).Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void No_french_text_is_left_over() =>
        French.Keys.Where(text => !Source.Contains(text.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Both_languages_fill_in_the_same_places() =>
        French.Where(pair => !Places(pair.Key).SetEquals(Places(pair.Value))).Select(pair => pair.Key).ShouldBeEmpty();

    [Fact]
    public void No_text_is_empty() => French.Where(pair => string.IsNullOrWhiteSpace(pair.Value)).ShouldBeEmpty();

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\b(?:T|t|texts|_texts|localizer)\[\s*""((?:[^""\\]|\\.)*)""")]
    private static partial Regex LocalizedText();

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Place();
}
