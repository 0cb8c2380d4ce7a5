namespace Campaigns.Core;

/// <summary>Draft → Scheduled → Live ⇄ Paused → Closed or Won → Archived.</summary>
public enum CampaignStatus { Draft, Scheduled, Live, Paused, Closed, Won, Archived }
