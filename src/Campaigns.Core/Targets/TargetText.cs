using Campaigns.Core.Content;

namespace Campaigns.Core.Targets;

/// <summary>What a target is called in one language version of its campaign; where there is none, the words of <see cref="Target"/> stand.</summary>
public sealed class TargetText
{
    private TargetText() { }

    public TargetText(Guid targetId, Guid campaignTextId, string role) => (TargetId, CampaignTextId, Role) = (targetId, campaignTextId, role);

    public Guid TargetId { get; private set; }
    /// <summary>A <see cref="CampaignText"/> of the target's campaign.</summary>
    public Guid CampaignTextId { get; private set; }
    public string Role { get; set; } = "";
}
