namespace Campaigns.Core.Editing;

public enum SectionState { NotStarted, InProgress, Done, NeedsAttention }
