using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace Campaigns.Web.Features.Sharing;

/// <summary>A QR code as a picture that prints sharply at any size, with the address under it for people who type.</summary>
public static class QrSvg
{
    private const int Quiet = 4, Caption = 4;

    /// <param name="title">What the picture is, for those who do not see it.</param>
    public static string Of(string url, string title)
    {
        using var generator = new QRCodeGenerator();
        // Medium: a leaflet may lose a seventh of it. The matrix comes with its quiet zone of four.
        using var code = generator.CreateQrCode(url, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var size = rows.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                if (!rows[y][x]) continue;
                var start = x;
                while (x + 1 < size && rows[y][x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x + 1 - start}v1h-{x + 1 - start}z");
            }
        var shown = WebUtility.HtmlEncode(url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..]);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size + Caption}" width="{size * 8}" height="{(size + Caption) * 8}" role="img" aria-labelledby="title"><title id="title">{WebUtility.HtmlEncode(title)}</title><rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#000" shape-rendering="crispEdges"/><text x="{size / 2.0}" y="{size + Caption / 2.0 - Quiet / 4.0}" font-family="sans-serif" font-size="1.9" text-anchor="middle" textLength="{size - 2 * Quiet}" lengthAdjust="spacingAndGlyphs" fill="#000">{shown}</text></svg>
            """);
    }
}
