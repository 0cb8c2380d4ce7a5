using System.Text.RegularExpressions;
using Campaigns.Core.Deliveries;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Shared;

/// <summary>A mail to supporters whose subject and opening words an organiser may change.</summary>
/// <param name="Key">As <see cref="Core.Content.MailWords"/> names it; its parts are <c>{key}.subject</c> and <c>{key}.text</c>.</param>
/// <param name="Placeholders">What its words may hold.</param>
/// <param name="IsBare">Holds one link alone, the one that confirms: no others, no marketing.</param>
public sealed record OwnMail(string Key, DeliveryKind Kind, IReadOnlyList<string> Placeholders, bool IsBare)
{
    public string Subject => $"{Key}.subject";
    public string Text => $"{Key}.text";
}

/// <summary>Which mails those are, what their words may hold, and what they say where nobody changed them.</summary>
public static partial class OwnMails
{
    public const int MostSubject = 120, MostText = 1_000;
    public const string Name = "{name}", Title = "{title}", Number = "{number}";

    public static readonly IReadOnlyList<OwnMail> All =
    [
        new("confirm", DeliveryKind.Confirmation, [Name, Title], IsBare: true),
        new("reminder", DeliveryKind.Reminder, [Name, Title], IsBare: true),
        new("confirmed", DeliveryKind.Confirmed, [Name, Title, Number], IsBare: false),
    ];

    public static OwnMail? Find(string? key) => All.FirstOrDefault(mail => mail.Key == key);

    public static OwnMail? Of(DeliveryKind kind) => All.FirstOrDefault(mail => mail.Kind == kind);

    /// <summary>Our words, in the language of the current UI culture.</summary>
    /// <param name="number">What stands for the supporter's number; null where nobody has counted yet.</param>
    public static (string Subject, string Text) Ours(OwnMail mail, IStringLocalizer t, string? number) => mail.Kind switch
    {
        DeliveryKind.Confirmation => (t["One more step: confirm your signature"], t["Your name counts once you open this link and press the button on the page."]),
        DeliveryKind.Reminder => (t["Your signature is not counted yet"], t["Two days ago we sent you a link. Your name counts once you open it and press the button on the page."]),
        _ => (number is null ? t["Your signature counts"] : t["You are supporter {0}", number], t["Thank you. Your signature counts."]),
    };

    /// <returns>The first brace or placeholder that the mail cannot fill; null when all are fine.</returns>
    public static string? Unknown(OwnMail mail, string text) => Braces().Matches(text).Select(match => match.Value).FirstOrDefault(found => !mail.Placeholders.Contains(found));

    /// <summary>An address that somebody could press, or a mail program makes one of.</summary>
    public static bool HoldsLink(string text) => Link().IsMatch(text);

    [GeneratedRegex(@"\{[^{}\s]*\}?|\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"https?:|www\.|\b[a-z0-9-]+\.(?:com|org|net|io|eu|info)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
