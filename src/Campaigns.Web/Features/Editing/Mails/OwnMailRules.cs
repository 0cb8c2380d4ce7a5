using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Mails;

/// <summary>What the words of a mail may not hold.</summary>
public static class OwnMailRules
{
    /// <returns>A sentence for the field; null when they are fine.</returns>
    public static string? Problem(OwnMail mail, bool isSubject, string words, IStringLocalizer texts)
    {
        var most = isSubject ? OwnMails.MostSubject : OwnMails.MostText;
        if (words.Length > most) return texts["Shorten this text to {0} characters", most.ToString("N0")];
        if (isSubject ? !TextRules.IsOneLine(words) : !TextRules.IsText(words)) return isSubject ? texts["Write it in one line of plain text"] : texts["Use plain text here"];
        if (OwnMails.Unknown(mail, words) is { } unknown) return texts["{0} is no placeholder of this mail. It can hold {1}", unknown, string.Join(" ", mail.Placeholders)];
        return mail.IsBare && OwnMails.HoldsLink(words) ? texts["This mail holds one link alone, the one that confirms. Take the other address out"].Value : null;
    }
}
