namespace Campaigns.Core.Accounts;

/// <summary>Lets a person who does not own a campaign work on it as its owner does.</summary>
public sealed class CampaignShare
{
    private CampaignShare() { }

    public CampaignShare(Guid campaignId, Guid staffId, Guid? sharedBy, DateTimeOffset at) => (CampaignId, StaffId, SharedBy, At) = (campaignId, staffId, sharedBy, at);

    public Guid CampaignId { get; private set; }
    public Guid StaffId { get; private set; }
    public Guid? SharedBy { get; private set; }
    public DateTimeOffset At { get; private set; }
}
