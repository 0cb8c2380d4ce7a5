using System.Text;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>The plain-text half of a mail.</summary>
internal static class EmailText
{
    public static string Write(EmailParts parts)
    {
        var text = new StringBuilder();
        Paragraph(text, parts.Reason);
        Paragraph(text, parts.Greeting ?? "");
        foreach (var paragraph in parts.Paragraphs) Paragraph(text, paragraph);
        Paragraph(text, $"{parts.ButtonAsText}\n{parts.ButtonUrl}");
        foreach (var way in parts.Ways) Paragraph(text, $"{way.Words}\n{way.Url}");
        foreach (var note in parts.Notes) Paragraph(text, note);
        text.Append("-- \n"); // the mark of a signature: mail programs fold what follows
        text.AppendJoin('\n', parts.Footer).Append('\n');
        return text.ToString();
    }

    private static void Paragraph(StringBuilder text, string words) => text.Append(words).Append("\n\n");
}
