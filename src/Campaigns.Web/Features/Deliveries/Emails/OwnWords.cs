using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>Puts an organiser's words where they may stand in a mail; why it came, its button, link and notes stay ours.</summary>
internal static class OwnWords
{
    /// <param name="hasNumber">Whether the supporter's number is known: words that need it give way to ours where it is not.</param>
    public static EmailParts Put(EmailParts ours, OwnMail mail, IReadOnlyDictionary<string, string> words, string headline, bool hasNumber)
    {
        return ours with
        {
            Subject = Own(mail.Subject) is { } subject ? Filled(subject, headline) : ours.Subject,
            // Theirs stand for our opening words; what follows those says what this person may do, and stays.
            Paragraphs = Own(mail.Text) is { } text ? [.. Paragraphs(text).Select(paragraph => Filled(paragraph, headline)), .. ours.Paragraphs.Skip(1)] : ours.Paragraphs,
        };

        string? Own(string key) => words.GetValueOrDefault(key) is { Length: > 0 } text && (hasNumber || !text.Contains(OwnMails.Number, StringComparison.Ordinal)) ? text : null;
    }

    /// <summary>What of the words this mail says; empty where it is ours alone.</summary>
    public static string VariantOf(OwnMail? mail, IReadOnlyDictionary<string, string> words) =>
        mail is null ? "" : $"{words.GetValueOrDefault(mail.Subject)}\n\n{words.GetValueOrDefault(mail.Text)}".Trim();

    private static IEnumerable<string> Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(paragraph => paragraph.Replace('\n', ' '));

    private static string Filled(string words, string headline) => EmailSlot.Clean(words)
        .Replace(OwnMails.Name, EmailSlot.Name, StringComparison.Ordinal).Replace(OwnMails.Number, EmailSlot.Number, StringComparison.Ordinal).Replace(OwnMails.Title, EmailSlot.Clean(headline), StringComparison.Ordinal);
}
