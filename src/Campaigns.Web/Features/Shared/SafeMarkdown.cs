using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Campaigns.Core.Media;
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
        "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "mark", "code", "pre", "br", "hr", "img",
    };

    public static IHtmlContent ToHtml(string? markdown) => string.IsNullOrWhiteSpace(markdown) ? HtmlString.Empty : new HtmlString(Parse(markdown).InnerHtml);

    /// <returns>The words alone, in one line, for mail; empty for nothing.</returns>
    public static string ToText(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown) ? "" : string.Join(' ', InWords(Parse(markdown)).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <returns>A body element that holds nothing but allowed elements and attributes.</returns>
    public static IElement Parse(string markdown)
    {
        var body = new HtmlParser().ParseDocument(Markdown.ToHtml(markdown, Pipeline)).Body!;
        foreach (var element in body.QuerySelectorAll("*").ToArray()) Clean(element);
        foreach (var paragraph in body.QuerySelectorAll("p").ToArray()) Credit(paragraph);
        return body;
    }

    private static IElement InWords(IElement body)
    {
        foreach (var picture in body.QuerySelectorAll("img").ToArray()) picture.Replace(body.Owner!.CreateTextNode($" {picture.GetAttribute("alt")} "));
        return body;
    }

    /// <summary>A picture that is a paragraph of its own stands over who made it, which Markdown has as its title.</summary>
    private static void Credit(IElement paragraph)
    {
        if (paragraph.Children is not [{ LocalName: "img" } picture] || !string.IsNullOrWhiteSpace(paragraph.TextContent)) return;
        var figure = paragraph.Owner!.CreateElement("figure");
        var title = picture.GetAttribute("title");
        picture.RemoveAttribute("title");
        figure.AppendChild(picture);
        if (!string.IsNullOrWhiteSpace(title))
        {
            var caption = paragraph.Owner.CreateElement("figcaption");
            caption.SetAttribute("dir", "auto");
            caption.TextContent = title;
            figure.AppendChild(caption);
        }
        paragraph.Replace(figure);
    }

    /// <summary>Our own uploads alone: any other address would tell its owner who reads.</summary>
    private static (string Source, int Width, int Height)? OwnPicture(string? address) =>
        address is ['/', .. var path] && MediaName.SizeOf(path) is var (width, height) ? (address, width, height) : null;

    private static void Clean(IElement element)
    {
        // The page's headline is its one h1.
        if (element.LocalName is "h1") element = Rename(element, "h2");
        if (element.LocalName is "h5" or "h6") element = Rename(element, "h4");
        var picture = element.LocalName is "img" ? OwnPicture(element.GetAttribute("src")) : null;
        if (!Kept.Contains(element.LocalName) || (element.LocalName is "img" && picture is null))
        {
            element.Replace(element is AngleSharp.Html.Dom.IHtmlImageElement { AlternativeText: { Length: > 0 } alternative }
                ? [element.Owner!.CreateTextNode(alternative)]
                : element.LocalName is "script" or "style" ? [] : [.. element.ChildNodes]);
            return;
        }

        var link = element.LocalName is "a" ? SafeLink(element.GetAttribute("href")) : null;
        var start = element.LocalName is "ol" && int.TryParse(element.GetAttribute("start"), out var number) ? number : (int?)null;
        var (words, title) = (element.GetAttribute("alt") ?? "", element.GetAttribute("title"));
        foreach (var attribute in element.Attributes.ToArray()) element.RemoveAttribute(attribute.Name);

        if (start is not null) element.SetAttribute("start", start.Value.ToString(CultureInfo.InvariantCulture));
        if (picture is var (source, width, height))
        {
            foreach (var (name, value) in new[] { ("src", source), ("alt", words), ("width", width.ToString(CultureInfo.InvariantCulture)), ("height", height.ToString(CultureInfo.InvariantCulture)), ("loading", "lazy"), ("decoding", "async") })
                element.SetAttribute(name, value);
            if (!string.IsNullOrWhiteSpace(title)) element.SetAttribute("title", title);
        }
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
