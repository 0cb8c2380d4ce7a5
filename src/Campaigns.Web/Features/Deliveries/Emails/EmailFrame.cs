using Campaigns.Web.Startup;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>What every mail has around its own words, in the language of the current UI culture.</summary>
internal sealed class EmailFrame(IStringLocalizer<Texts> t)
{
    public EmailParts Around(EmailParts own, OrganisationFacts site) => own with
    {
        Greeting = own.Greeting ?? t["Hello {0},", EmailSlot.Name],
        ButtonAsText = own.Button + t[":"],
        PlainLinkLabel = t["Or copy this link into your browser:"],
        Footer = Footer(site),
    };

    private IReadOnlyList<string> Footer(OrganisationFacts site)
    {
        List<string> lines = [site.Name];
        if (site.Address is { Length: > 0 } address) lines.Add(address);
        if (site.ContactEmail is { Length: > 0 } contact) lines.Add(t["Questions: {0}", contact]);
        return lines;
    }
}
