using Campaigns.Core.Acting;

namespace Campaigns.Web.Development;

/// <summary>What made-up supporters write into gaps and add of their own.</summary>
internal static class DemoWords
{
    private static readonly string[] Towns = ["Port Ellery", "Harrow Bay", "Saltmarsh", "Coldwater", "Little Amble", "Fennick", "Upper Thorn", "Graywick"];

    private static readonly Dictionary<string, string[]> Reasons = new()
    {
        ["en"] =
        [
            "My brother drives the number 9.", "I teach history, and I would not know how to explain this to my class.", "I write software for a living, and I know what a threshold is.",
            "I was a customer of yours for six years.", "My daughter marched last spring, and I was proud of her.", "I have been mistaken for somebody else before. It is not funny twice.",
        ],
        ["fr"] =
        [
            "Mon frère conduit le 9.", "J’enseigne l’histoire, et je ne saurais pas l’expliquer à ma classe.", "J’écris des logiciels, et je sais ce qu’est un seuil.",
            "J’ai été votre cliente pendant six ans.", "Ma fille a défilé au printemps, et j’en étais fier.", "On m’a déjà pris pour un autre. La deuxième fois, on ne rit plus.",
        ],
    };

    /// <summary>Where somebody of that name lives.</summary>
    public static string TownOf(string name) => Towns[name.Sum(letter => letter) % Towns.Length];

    public static string Filled(string offered, string town) => offered.Replace("[your town]", town, StringComparison.Ordinal).Replace("[votre ville]", town, StringComparison.Ordinal);

    /// <summary>Fills the gaps that the message leaves to the person; some people add a sentence where there is room.</summary>
    public static string Own(string offered, string town, string language, Random random)
    {
        var reasons = Reasons[language];
        var text = Filled(offered, town);
        while (Placeholders.Unfilled(text) is { } gap) text = text.Replace(gap, reasons[random.Next(reasons.Length)], StringComparison.Ordinal);
        if (random.Next(100) >= 16) return text;
        var more = reasons[random.Next(reasons.Length)];
        // A letter takes it before its last words.
        if (text.LastIndexOf("\n\n", StringComparison.Ordinal) is > 0 and var end) return text.Insert(end, $"\n\n{more}");
        return XLength.Of($"{more} {text}") <= XLength.Most ? $"{more} {text}" : text;
    }
}
