using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>
/// Turns a story into HTML: <c>[^key]</c> becomes the numbered mark of a source, <c>==sentence=={key}</c> a claim with an anchor.
/// Frozen numbers hold; sources without one are numbered by first use after them.
/// </summary>
public sealed partial class StoryRenderer
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _citations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys;
    private readonly Dictionary<string, AnsweredClaim> _claims;
    private readonly string _sourceLabel;
    private int _last;

    private StoryRenderer(IReadOnlyCollection<CitedSource> sources, IEnumerable<AnsweredClaim> claims, string sourceLabel)
    {
        _keys = [.. sources.Select(source => source.Key)];
        _claims = claims.ToDictionary(claim => claim.Key);
        _sourceLabel = sourceLabel;
        foreach (var source in sources)
            if (source.Number is { } frozen) (_numbers[source.Key], _last) = (frozen, Math.Max(_last, frozen));
    }

    /// <param name="sourceLabel">"Source {0}" in the language of the story.</param>
    /// <param name="note">The status note, which may cite sources too.</param>
    public static RenderedStory Render(string story, string? note, IReadOnlyCollection<CitedSource> sources, IEnumerable<AnsweredClaim> claims, string sourceLabel)
    {
        var renderer = new StoryRenderer(sources, claims, sourceLabel);
        var parts = renderer.Parts(SafeMarkdown.Parse(story));
        var noteHtml = string.IsNullOrWhiteSpace(note) ? null : renderer.Html(SafeMarkdown.Parse(note));
        // A source that no text cites yet still has its place in the list.
        foreach (var source in sources) renderer.NumberOf(source.Key);
        return new RenderedStory(parts, noteHtml, renderer._numbers, renderer._citations.ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Value));
    }

    private List<StoryPart> Parts(IElement body)
    {
        var parts = new List<StoryPart>();
        var html = new StringBuilder();
        foreach (var block in body.Children.ToArray())
        {
            var claims = MarkClaims(block);
            Cite(block);
            html.Append(block.OuterHtml);
            if (claims.Count == 0) continue;
            parts.Add(new StoryPart(html.ToString(), [.. claims.Select(claim => new StoryAnswer(claim.Key, claim.Answer is null ? null : Html(SafeMarkdown.Parse(claim.Answer))))]));
            html.Clear();
        }

        if (html.Length > 0) parts.Add(new StoryPart(html.ToString(), []));
        return parts;
    }

    private string Html(IElement body)
    {
        foreach (var mark in body.QuerySelectorAll("mark")) mark.Replace([.. mark.ChildNodes]);
        Cite(body);
        return body.InnerHtml.Trim();
    }

    /// <returns>The claims of this block that the target was asked about.</returns>
    private List<AnsweredClaim> MarkClaims(IElement block)
    {
        var claims = new List<AnsweredClaim>();
        foreach (var mark in block.QuerySelectorAll("mark"))
        {
            mark.SetAttribute("class", "claim");
            if (mark.NextSibling is not IText next || ClaimKey().Match(next.Data) is not { Success: true } match) continue;

            next.Data = next.Data[match.Length..];
            var key = match.Groups[1].Value;
            if (!_anchors.Add($"claim-{key}")) continue;
            mark.SetAttribute("id", $"claim-{key}");
            if (_claims.TryGetValue(key, out var claim)) claims.Add(claim);
        }

        return claims;
    }

    private void Cite(IElement block)
    {
        var texts = block.Descendants<IText>().Where(text => text.Ancestors<IElement>().All(around => around.LocalName is not ("code" or "pre" or "a"))).ToArray();
        foreach (var text in texts)
        {
            var cited = CitedKey().Split(text.Data); // text, key, text, key … text
            if (cited.Length == 1) continue;
            var nodes = new List<INode>();
            for (var i = 0; i < cited.Length; i++)
                if (i % 2 == 0) nodes.Add(text.Owner!.CreateTextNode(cited[i]));
                else if (_keys.Contains(cited[i])) nodes.AddRange(Mark(text.Owner!, cited[i]));
            text.Replace([.. nodes]);
        }
    }

    private INode[] Mark(IDocument document, string key)
    {
        var number = NumberOf(key);
        if (!_citations.TryGetValue(key, out var places)) _citations[key] = places = [];
        var id = places.Count == 0 ? $"cite-{number}" : $"cite-{number}-{places.Count + 1}";
        places.Add(id);

        var link = document.CreateElement("a");
        link.SetAttribute("class", "fn");
        link.SetAttribute("id", id);
        link.SetAttribute("href", $"#source-{number}");
        link.SetAttribute("aria-label", string.Format(CultureInfo.InvariantCulture, _sourceLabel, number));
        link.TextContent = $"[{number}]";
        // The word joiner keeps the mark on the line of the word it follows.
        return [document.CreateTextNode("\u2060"), link];
    }

    private int NumberOf(string key)
    {
        if (!_numbers.TryGetValue(key, out var number)) _numbers[key] = number = ++_last;
        return number;
    }

    [GeneratedRegex(@"^\{([a-z0-9-]{1,60})\}")]
    private static partial Regex ClaimKey();

    [GeneratedRegex(@"\[\^([A-Za-z0-9_-]{1,60})\]")]
    private static partial Regex CitedKey();
}
