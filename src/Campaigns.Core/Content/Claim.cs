namespace Campaigns.Core.Content;

/// <summary>A statement of fact in the story, and what the target answered to it.</summary>
public sealed class Claim
{
    private Claim() { }

    public Claim(Guid campaignTextId, string key)
    {
        Id = Guid.CreateVersion7();
        (CampaignTextId, Key) = (campaignTextId, key);
    }

    public Guid Id { get; private set; }
    public Guid CampaignTextId { get; private set; }
    /// <summary>What the story marks with <c>==sentence=={key}</c>; its anchor is <c>claim-{key}</c>.</summary>
    public string Key { get; private set; } = "";
    public Guid? TargetId { get; private set; }
    public DateOnly? AskedOn { get; private set; }
    /// <summary>How the target was asked: "by letter to its press office".</summary>
    public string? AskedHow { get; private set; }
    /// <summary>Until when an answer was asked for.</summary>
    public DateOnly? AnswerBy { get; private set; }
    public DateOnly? AnsweredOn { get; private set; }
    /// <summary>The part of the answer that disputes the claim, in the target's own words; may cite a source as <c>[^key]</c>.</summary>
    public string? Answer { get; private set; }
    /// <summary>The timeline entry that holds the whole answer.</summary>
    public Guid? AnswerEntryId { get; private set; }

    public void Ask(Guid? targetId, DateOnly on, string? how, DateOnly? answerBy = null) => (TargetId, AskedOn, AskedHow, AnswerBy) = (targetId, on, how, answerBy);

    public void RecordAnswer(DateOnly on, string answer, Guid? entryId) => (AnsweredOn, Answer, AnswerEntryId) = (on, answer, entryId);
}
