using System.Text.Encodings.Web;

namespace Campaigns.Web.Features.Shared;

/// <summary>The frame that other sites paste into their pages.</summary>
public static class EmbedCode
{
    public const int Width = 600, Height = 860;

    /// <param name="siteUrl">Without a slash at its end.</param>
    /// <param name="headline">Names the frame for people who do not see it.</param>
    public static string Of(string siteUrl, string slug, string headline, int width = Width, int height = Height) =>
        $"""<iframe src="{siteUrl}/embed/{slug}" title="{HtmlEncoder.Default.Encode(headline)}" width="{width}" height="{height}" loading="lazy" style="border:0;max-width:100%"></iframe>""";
}
