using System.Net;
using System.Text;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>
/// The HTML half: one column of tables with inline styles, since mail programs drop most else. The only picture is the logo,
/// the same file for everybody, so that loading it says nothing about who reads.
/// The style element only adds what the better ones can do: dark colours and narrow screens.
/// </summary>
internal static class EmailHtml
{
    /// <summary>For text and for attribute values in double quotes.</summary>
    public static string Escape(string text) => text.AsSpan().IndexOfAny("&<>\"'") < 0 ? text
        : text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    /// <param name="isRightToLeft">Direction of the words.</param>
    public static string Write(EmailParts parts, OrganisationFacts from, string language, bool isRightToLeft)
    {
        var (organisation, colour) = (from.Name, from.BrandColour);
        var (dir, start) = isRightToLeft ? ("rtl", "right") : ("ltr", "left");
        var ink = IsLight(colour) ? "#12191b" : "#ffffff";
        var html = new StringBuilder(8000);
        html.Append($$"""
            <!doctype html>
            <html lang="{{Escape(language)}}" dir="{{dir}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{{Escape(parts.Subject)}}</title>
            <style>
            :root { color-scheme: light dark; supported-color-schemes: light dark; }
            @media (max-width: 480px) { .pad { padding-left: 20px !important; padding-right: 20px !important; } .button a { display: block !important; text-align: center !important; } .h { font-size: 22px !important; } }
            @media (prefers-color-scheme: dark) {
              .page { background: #0e1415 !important; } .card { background: #161e20 !important; border-color: #2f3b3d !important; }
              .ink { color: #eef2f1 !important; } .soft { color: #b0bcbd !important; } .soft a { color: #b0bcbd !important; } .line { border-color: #2f3b3d !important; } .link { color: #8fd8dd !important; }
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:0;background:#eceeeb;-webkit-text-size-adjust:100%;">
            <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eceeeb;">
            <tr><td align="center" style="padding:24px 12px;">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;">
            {{Logo(from, start)}}<tr><td class="card" style="background:#ffffff;border:1px solid #d3d8d6;border-top:6px solid {{colour}};border-radius:6px;" dir="{{dir}}" align="{{start}}">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
            <tr><td class="pad soft" align="{{start}}" style="padding:28px 36px 0 36px;{{Font(15, 22)}}color:#4a5558;">{{Escape(parts.Reason)}}</td></tr>
            <tr><td class="pad" align="{{start}}" style="padding:20px 36px 0 36px;"><h1 class="h ink" style="margin:0;{{Font(26, 32)}}font-weight:700;color:#12191b;">{{Escape(parts.Subject)}}</h1></td></tr>
            <tr><td class="pad ink" align="{{start}}" dir="auto" style="padding:20px 36px 0 36px;{{Font(17, 26)}}color:#12191b;">{{Escape(parts.Greeting ?? "")}}</td></tr>

            """);
        foreach (var paragraph in parts.Paragraphs)
            html.Append($$"""<tr><td class="pad ink" align="{{start}}" dir="auto" style="padding:12px 36px 0 36px;{{Font(17, 26)}}color:#12191b;">{{Escape(paragraph)}}</td></tr>""").Append('\n');
        html.Append($$"""
            <tr><td class="pad" align="{{start}}" style="padding:28px 36px 0 36px;">
            <table role="presentation" class="buttons" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" style="background:{{colour}};border-radius:6px;">
            <a href="{{Escape(parts.ButtonUrl)}}" style="display:inline-block;padding:15px 28px;{{Font(18, 22)}}font-weight:700;color:{{ink}};text-decoration:none;border-radius:6px;">{{Escape(parts.Button)}}</a>
            </td></tr></table></td></tr>
            <tr><td class="pad soft" align="{{start}}" style="padding:20px 36px 0 36px;{{Font(14, 21)}}color:#4a5558;">{{Escape(parts.PlainLinkLabel)}}<br><a class="link" href="{{Escape(parts.ButtonUrl)}}" dir="ltr" style="color:{{(IsLight(colour) ? "#12191b" : colour)}};word-break:break-all;">{{Escape(parts.ButtonUrl)}}</a></td></tr>

            """);
        foreach (var way in parts.Ways)
            html.Append($$"""<tr><td class="pad ink" align="{{start}}" style="padding:14px 36px 0 36px;{{Font(16, 24)}}color:#12191b;"><a class="link" href="{{Escape(way.Url)}}" style="color:{{(IsLight(colour) ? "#12191b" : colour)}};font-weight:700;">{{Escape(way.Words)}}</a></td></tr>""").Append('\n');
        html.Append($$"""
            <tr><td class="pad" style="padding:28px 36px 0 36px;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="line" style="border-top:1px solid #d3d8d6;font-size:1px;line-height:1px;">&nbsp;</td></tr></table></td></tr>

            """);
        foreach (var note in parts.Notes)
            html.Append($$"""<tr><td class="pad soft" align="{{start}}" style="padding:16px 36px 0 36px;{{Font(15, 22)}}color:#4a5558;">{{Escape(note)}}</td></tr>""").Append('\n');
        html.Append($$"""
            <tr><td style="padding:0 0 32px 0;font-size:1px;line-height:1px;">&nbsp;</td></tr>
            </table></td></tr>
            <tr><td class="pad soft" align="{{start}}" dir="{{dir}}" style="padding:20px 37px 8px 37px;{{Font(13, 20)}}color:#4a5558;"><strong>{{Escape(organisation)}}</strong>
            """);
        foreach (var line in parts.Footer.Where(line => line != organisation)) html.Append("<br>").Append(Escape(line));
        html.Append("</td></tr>\n</table>\n</td></tr>\n</table>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static string Logo(OrganisationFacts from, string start)
    {
        if (from.Logo is not { } logo) return "";
        var (width, height) = logo.Within(200, 56);
        // On white, in the dark as well: most logos are made for it.
        return $"""<tr><td align="{start}" style="padding:0 0 16px 0;"><img src="{Escape(from.Url + logo.Path)}" width="{width}" height="{height}" alt="{Escape(from.Name)}" style="display:block;background:#ffffff;padding:6px 10px;border-radius:6px;border:0;max-width:100%;{Font(15, 22)}color:#12191b;"></td></tr>""" + "\n";
    }

    private static string Font(int size, int line) => $"font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;font-size:{size}px;line-height:{line}px;";

    /// <summary>Whether dark words read better than white ones on this colour (WCAG relative luminance).</summary>
    private static bool IsLight(string colour) => BrandColour.Contrast(colour, "#ffffff") < BrandColour.Contrast(colour, BrandColour.Ink);
}
