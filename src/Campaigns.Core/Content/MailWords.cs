namespace Campaigns.Core.Content;

/// <summary>Words of an organiser's own in mails to supporters. A key names a mail and a part of it: <c>confirm.subject</c>.</summary>
public static class MailWords
{
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(each => other.TryGetValue(each.Key, out var text) && text == each.Value);

    /// <param name="text">Empty takes the words away, so that the built-in ones stand again.</param>
    public static IReadOnlyDictionary<string, string> With(this IReadOnlyDictionary<string, string> words, string key, string? text)
    {
        var changed = new Dictionary<string, string>(words);
        if (string.IsNullOrWhiteSpace(text)) changed.Remove(key);
        else changed[key] = text;
        return changed;
    }
}
