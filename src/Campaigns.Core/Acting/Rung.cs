namespace Campaigns.Core.Acting;

/// <summary>How far an action is proved, lowest first. Figures of different rungs are never added.</summary>
public enum Rung { Shown, Started, SelfReported, Proved, Received, Answered }
