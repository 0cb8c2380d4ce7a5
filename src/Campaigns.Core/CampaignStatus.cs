namespace Campaigns.Core;

/// <summary>Draft → Scheduled → Live ⇄ Paused → Closed or Won → Archived.</summary>
public enum CampaignStatus { Draft, Scheduled, Live, Paused, Closed, Won, Archived }

/// <summary>What a Publisher does with a campaign that was published. Extend: a new closing time. Archive also changes where an archived one leads on.</summary>
public enum StateAct { Pause, Resume, Extend, Close, Win, Archive }
