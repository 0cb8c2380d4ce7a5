using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Campaigns.UnitTests;

/// <summary>English is complete by construction, since its sentences are the keys; French is the proof that another language can be.</summary>
public sealed partial class FrenchTests
{
    private static readonly string Web = Path.Combine(Repository.Root, "src", "Campaigns.Web");

    private static readonly (string Key, string Value)[] French =
    [
        .. XDocument.Load(Path.Combine(Web, "Resources", "Texts.fr.resx")).Root!.Elements("data").Select(entry => (entry.Attribute("name")!.Value, entry.Element("value")!.Value)),
    ];

    [Fact]
    public void Each_sentence_is_said_once() => French.GroupBy(entry => entry.Key).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();

    [Fact]
    public void Each_sentence_keeps_its_placeholders() =>
        French.Where(entry => !Placeholders(entry.Key).SetEquals(Placeholders(entry.Value))).Select(entry => entry.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("CampaignPages")]
    [InlineData("SitePages")]
    [InlineData("Signing")]
    [InlineData("Shared")]
    [InlineData("Sharing")]
    public void Everything_a_visitor_reads_is_said_in_French(string feature)
    {
        var known = French.Select(entry => entry.Key).ToHashSet();
        var files = Directory.EnumerateFiles(Path.Combine(Web, "Features", feature), "*.cs*", SearchOption.AllDirectories).ToList();
        files.ShouldNotBeEmpty();
        files.SelectMany(file => Keys().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().Where(key => !known.Contains(key)).ShouldBeEmpty();
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\b(?:T|texts)\[""([^""\\]+)""")]
    private static partial Regex Keys();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder();
}
