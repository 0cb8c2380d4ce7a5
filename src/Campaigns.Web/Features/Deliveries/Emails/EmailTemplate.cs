using System.Text;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>
/// A mail in one language, cut at its slots once, so that a message costs a few copies and no lookup of texts.
/// What goes into a slot is escaped for HTML and freed of line ends in the text.
/// </summary>
internal sealed class EmailTemplate(string subject, string text, string html, string language)
{
    private readonly Piece[] _text = Cut(text), _html = Cut(html);

    /// <summary>Holds nothing personal.</summary>
    public string Subject { get; } = subject;
    public string Language { get; } = language;

    public string Text(EmailValues values) => Fill(_text, values, inHtml: false);

    public string Html(EmailValues values) => Fill(_html, values, inHtml: true);

    private static string Fill(Piece[] pieces, EmailValues values, bool inHtml)
    {
        var length = 256;
        foreach (var piece in pieces) length += piece.Fixed.Length;
        var filled = new StringBuilder(length);
        foreach (var piece in pieces)
        {
            filled.Append(piece.Fixed);
            if (piece.Slot is { } slot) filled.Append(inHtml ? EmailHtml.Escape(values.Of(slot)) : values.Of(slot));
        }
        return filled.ToString();
    }

    private static Piece[] Cut(string template)
    {
        List<Piece> pieces = [];
        var start = 0;
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] is < EmailSlot.First or > EmailSlot.Last) continue;
            pieces.Add(new(template[start..at], template[at]));
            start = at + 1;
        }
        pieces.Add(new(template[start..], null));
        return [.. pieces];
    }

    private readonly record struct Piece(string Fixed, char? Slot);
}

/// <summary>What one message puts into the slots.</summary>
internal readonly record struct EmailValues(string Name, string Link, string Expires, string SignedOn)
{
    public string Of(char slot) => slot switch
    {
        '\uE000' => Name,
        '\uE001' => Link,
        '\uE002' => Expires,
        '\uE003' => SignedOn,
        _ => "",
    };
}
