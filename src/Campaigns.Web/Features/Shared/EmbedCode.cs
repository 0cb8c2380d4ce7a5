using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Campaigns.Web.Features.Shared;

/// <summary>The frame that other sites paste into their pages.</summary>
public static class EmbedCode
{
    public const int Width = 600, Height = 860;
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="siteUrl">Without a slash at its end.</param>
    /// <param name="headline">Names the frame for people who do not see it.</param>
    public static string Of(string siteUrl, string slug, string headline, int width = Width, int height = Height) =>
        $"""<iframe src="{siteUrl}/embed/{slug}" title="{Encoder.Encode(headline)}" width="{width}" height="{height}" loading="lazy" style="border:0;max-width:100%"></iframe>""";
}
