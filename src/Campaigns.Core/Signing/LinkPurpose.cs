namespace Campaigns.Core.Signing;

/// <summary>What a mailed link is for; each has tokens of its own, so that one cannot be used for another.</summary>
public enum LinkPurpose { Confirm, Manage, Unsubscribe }
