namespace Campaigns.Core.Content;

/// <summary>An address that a text had before: articles cite it, so it leads to the present one for ever.</summary>
public sealed class FormerSlug
{
    private FormerSlug() { }

    public FormerSlug(string slug, Guid campaignTextId, DateTimeOffset leftAt) => (Slug, CampaignTextId, LeftAt) = (slug, campaignTextId, leftAt);

    public string Slug { get; private set; } = "";
    public Guid CampaignTextId { get; private set; }
    public DateTimeOffset LeftAt { get; private set; }
}
