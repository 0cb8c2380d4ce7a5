using Campaigns.Core.Deliveries;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>Mails about letters that somebody wrote to targets, in the language of the current UI culture.</summary>
internal sealed class LetterTexts(IStringLocalizer<Texts> t)
{
    /// <summary>What became of one letter, or of several that ended together.</summary>
    public EmailParts Of(IReadOnlyList<DeliveryOutcome> letters, string headline)
    {
        var failed = letters.Any(letter => !letter.WasSent);
        List<string> said = [.. letters.Select(Said)];
        if (letters.Any(letter => letter.WasSent)) said.Add(t["Answers come straight to your address."]);
        if (failed) said.Add(t["What you can do: look at the campaign’s page for other ways to reach them, or write to them from your own mail program."]);
        return new()
        {
            Subject = letters switch
            {
                [{ Target: null, WasSent: var sent }] => sent ? t["Your letter was sent"] : t["Your letter could not be delivered"],
                [{ WasSent: true, Target: { } target }] => t["Your letter to {0} was sent", target],
                [{ Target: { } target }] => t["Your letter to {0} could not be delivered", target],
                _ when failed => t["Not all of your letters could be delivered"],
                _ => t["Your letters were sent"],
            },
            Reason = t["You get this because you wrote a letter for “{0}”.", headline],
            Paragraphs = said,
            Ways = [new(t["See the campaign"], EmailSlot.CampaignLink)],
            Button = t["See my letters"],
            Notes = [t["The link is for you alone: do not forward it. It is valid until {0}.", EmailSlot.Expires]],
        };
    }

    private string Said(DeliveryOutcome letter) => letter switch
    {
        { Target: null, WasSent: true } => t["The mail server of one of them accepted your letter."],
        { Target: null } => t["One letter was not sent: whom it was for is no longer part of this campaign."],
        { WasSent: true, Target: { } target } => t["The mail server of {0} accepted your letter.", target],
        { State: DeliveryState.Suppressed, Target: { } target } => t["Your letter to {0} was not sent: they no longer take letters through this campaign.", target],
        { Target: { } target } => t["Your letter did not reach {0}: their mail server refused it, or their address does not work.", target],
    };
}
