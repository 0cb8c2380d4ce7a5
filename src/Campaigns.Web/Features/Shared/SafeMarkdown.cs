using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Microsoft.AspNetCore.Html;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// Markdown of organisers to HTML that can do nothing: raw HTML is text, and what is left passes a list of known elements, attributes and schemes.
/// The list is the guard; the Markdown settings only make it rarely needed.
/// </summary>
public static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseEmphasisExtras(EmphasisExtraOptions.Marked)
        .Build();

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "mark", "code", "pre", "br", "hr",
    };

    public static IHtmlContent ToHtml(string? markdown) => string.IsNullOrWhiteSpace(markdown) ? HtmlString.Empty : new HtmlString(Parse(markdown).InnerHtml);

    /// <returns>The words alone, in one line, for mail; empty for nothing.</returns>
    public static string ToText(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown) ? "" : string.Join(' ', Parse(markdown).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <returns>A body element that holds nothing but allowed elements and attributes.</returns>
    public static IElement Parse(string markdown)
    {
        var body = new HtmlParser().ParseDocument(Markdown.ToHtml(markdown, Pipeline)).Body!;
        foreach (var element in body.QuerySelectorAll("*").ToArray()) Clean(element);
        return body;
    }

    private static void Clean(IElement element)
    {
        // The page's headline is its one h1.
        if (element.LocalName is "h1") element = Rename(element, "h2");
        if (element.LocalName is "h5" or "h6") element = Rename(element, "h4");
        if (!Kept.Contains(element.LocalName))
        {
            element.Replace(element is AngleSharp.Html.Dom.IHtmlImageElement { AlternativeText: { Length: > 0 } words }
                ? [element.Owner!.CreateTextNode(words)]
                : element.LocalName is "script" or "style" ? [] : [.. element.ChildNodes]);
            return;
        }

        var link = element.LocalName is "a" ? SafeLink(element.GetAttribute("href")) : null;
        var start = element.LocalName is "ol" && int.TryParse(element.GetAttribute("start"), out var number) ? number : (int?)null;
        foreach (var attribute in element.Attributes.ToArray()) element.RemoveAttribute(attribute.Name);

        if (start is not null) element.SetAttribute("start", start.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (link is null) return;
        element.SetAttribute("href", link);
        if (link[0] is not ('/' or '#')) element.SetAttribute("rel", "noopener nofollow ugc");
    }

    private static string? SafeLink(string? address)
    {
        if (address is not { Length: > 0 }) return null;
        if (address[0] is '#') return address;
        if (address[0] is '/') return address.Length == 1 || address[1] is not ('/' or '\\') ? address : null;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto" ? uri.AbsoluteUri : null;
    }

    private static IElement Rename(IElement element, string name)
    {
        var renamed = element.Owner!.CreateElement(name);
        renamed.Append([.. element.ChildNodes]);
        element.Replace(renamed);
        return renamed;
    }
}
