using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>A mail to supporters with made-up values, to look at before anybody gets it. Its links lead to the campaign's page and confirm nothing.</summary>
internal sealed class SampleMail(IOptions<SiteOptions> site, TimeProvider clock)
{
    private const int Supporter = 1249;

    public (string Subject, string Text, string Html, string Language) Of(EmailRenderer renderer, OwnMail mail, DeliveryCampaign campaign, string name)
    {
        var page = $"{site.Value.Url}/c/{campaign.Slug}";
        return renderer.Sample(mail, campaign, mail.Kind is DeliveryKind.Confirmed ? new DeliveryThanks(Supporter, [], null, page) : null, culture =>
        {
            var day = EmailRenderer.Day(clock.GetUtcNow() + (mail.IsBare ? LinkLife.Confirm : LinkLife.Manage), culture);
            return new(name, page, day, day) { Number = Supporter.ToString("N0", culture), ShareLink = page, CampaignLink = page };
        });
    }
}
