using System.Globalization;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>The words of each kind of mail, in the language of the current UI culture.</summary>
internal sealed class EmailTexts(IStringLocalizer<Texts> t)
{
    /// <param name="headline">Of the campaign, without slots.</param>
    public EmailParts Of(DeliveryKind kind, string headline, SiteOptions site) => kind switch
    {
        DeliveryKind.Confirmation => Confirmation(headline, site),
        DeliveryKind.AlreadySigned => AlreadySigned(headline, site),
        _ => throw new NotSupportedException($"There is no mail of kind {kind} yet."),
    };

    private EmailParts Confirmation(string headline, SiteOptions site) => new()
    {
        Subject = t["One more step: confirm your signature"],
        Reason = t["You get this because you signed “{0}”.", headline],
        Greeting = t["Hello {0},", EmailSlot.Name],
        Paragraphs = [t["Your name counts once you open this link and press the button on the page."]],
        Button = t["Confirm my signature"],
        ButtonAsText = t["Confirm my signature"] + t[":"],
        PlainLinkLabel = t["Or copy this link into your browser:"],
        Notes =
        [
            t["Didn’t sign? Open the link and press “This wasn’t me”. Your name then never counts, and this campaign stops writing to you."],
            t["The link is valid until {0}.", EmailSlot.Expires],
        ],
        Footer = Footer(site),
    };

    private EmailParts AlreadySigned(string headline, SiteOptions site) => new()
    {
        Subject = t["You have signed this already"],
        Reason = t["You get this because someone just signed “{0}” with your email address.", headline],
        Greeting = t["Hello {0},", EmailSlot.Name],
        Paragraphs = [t["You signed on {0}, and your signature counts. There is nothing left to do.", EmailSlot.SignedOn]],
        Button = t["See my signature"],
        ButtonAsText = t["See my signature"] + t[":"],
        PlainLinkLabel = t["Or copy this link into your browser:"],
        Notes =
        [
            t["Wasn’t it you? Open the link and press “This wasn’t me”. Your name then no longer counts, and this campaign stops writing to you."],
            t["The link is valid until {0}.", EmailSlot.Expires],
        ],
        Footer = Footer(site),
    };

    private IReadOnlyList<string> Footer(SiteOptions site)
    {
        List<string> lines = [site.Organisation];
        if (site.Address is { Length: > 0 } address) lines.Add(address);
        if (site.ContactEmail is { Length: > 0 } contact) lines.Add(t["Questions: {0}", contact]);
        return lines;
    }
}
