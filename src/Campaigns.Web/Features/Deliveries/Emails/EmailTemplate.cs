using System.Text;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>
/// A mail in one language: the lines that are the same for everybody are encoded once, those with slots are cut at them, so that a message
/// costs a copy of its bytes and a few lines. What goes into a slot is escaped for HTML and holds no line end.
/// </summary>
internal sealed class EmailTemplate(string subject, string text, string html, string language)
{
    private readonly Part[] _text = Cut(text), _html = Cut(html);
    private readonly bool _textEndsLine = EndsLine(text), _htmlEndsLine = EndsLine(html);

    public string Language { get; } = language;

    public string Subject(EmailValues values) => Fill(CutLine(subject), values, inHtml: false);

    public MailText Text(EmailValues values) => MailText.Of(Fill(_text, values, inHtml: false), _textEndsLine);

    public MailText Html(EmailValues values) => MailText.Of(Fill(_html, values, inHtml: true), _htmlEndsLine);

    private static MailText.Piece[] Fill(Part[] parts, EmailValues values, bool inHtml)
    {
        var filled = new MailText.Piece[parts.Length];
        for (var at = 0; at < parts.Length; at++) filled[at] = parts[at].Same ?? new(null, Fill(parts[at].Line, values, inHtml));
        return filled;
    }

    private static string Fill(Piece[] line, EmailValues values, bool inHtml)
    {
        var filled = new StringBuilder(256);
        foreach (var piece in line)
        {
            filled.Append(piece.Fixed);
            if (piece.Slot is { } slot) filled.Append(inHtml ? EmailHtml.Escape(values.Of(slot)) : values.Of(slot));
        }
        return filled.ToString();
    }

    /// <summary>A whole text at once, for one look at it.</summary>
    public static string Filled(string template, EmailValues values, bool inHtml) => Fill(CutLine(template), values, inHtml);

    private static bool EndsLine(string template) => template.Length == 0 || template[^1] == '\n';

    private static Part[] Cut(string template)
    {
        List<Part> parts = [];
        var same = new StringBuilder();
        for (int start = 0, end; start < template.Length; start = end)
        {
            end = template.IndexOf('\n', start) is var at && at < 0 ? template.Length : at + 1;
            var line = CutLine(template[start..end]);
            if (line.Length == 1)
            {
                same.Append(line[0].Fixed);
                continue;
            }
            if (same.Length > 0) parts.Add(new(MailText.Encode(same.ToString()), []));
            same.Clear();
            parts.Add(new(null, line));
        }
        if (same.Length > 0) parts.Add(new(MailText.Encode(same.ToString()), []));
        return [.. parts];
    }

    private static Piece[] CutLine(string line)
    {
        List<Piece> pieces = [];
        var start = 0;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is < EmailSlot.First or > EmailSlot.Last) continue;
            pieces.Add(new(line[start..at], line[at]));
            start = at + 1;
        }
        pieces.Add(new(line[start..], null));
        return [.. pieces];
    }

    /// <summary>Lines that are the same in every message, or one with slots.</summary>
    private readonly record struct Part(MailText.Piece? Same, Piece[] Line);

    private readonly record struct Piece(string Fixed, char? Slot);
}

/// <summary>What one message puts into the slots.</summary>
internal readonly record struct EmailValues(string Name, string Link, string Expires, string SignedOn)
{
    public string Number { get; init; } = "";
    public string ShareLink { get; init; } = "";
    public string CampaignLink { get; init; } = "";

    public string Of(char slot) => slot switch
    {
        '\uE000' => Name,
        '\uE001' => Link,
        '\uE002' => Expires,
        '\uE003' => SignedOn,
        '\uE004' => Number,
        '\uE005' => ShareLink,
        '\uE006' => CampaignLink,
        _ => "",
    };
}
