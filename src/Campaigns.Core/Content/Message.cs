using Campaigns.Core.Acting;

namespace Campaigns.Core.Content;

/// <summary>A prewritten variant for a channel and language, with a weight.</summary>
public sealed class Message
{
    private Message() { }

    public Message(Guid campaignId, Step step, string language, string? subject, string text, int weight = 1, Guid? targetId = null)
    {
        Id = Guid.CreateVersion7();
        (CampaignId, Step, Language, Subject, Text) = (campaignId, step, language, subject, text);
        (Weight, TargetId) = (weight, targetId);
    }

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    /// <summary>The step that offers it; a tweet goes to X, a letter by mail, a share through <see cref="Channel"/>.</summary>
    public Step Step { get; private set; }
    /// <summary>Only for shares: the one network that the variant is meant for; null for all.</summary>
    public Channel? Channel { get; set; }
    public string Language { get; private set; } = "";
    public string? Subject { get; private set; }
    /// <summary>Placeholders: <c>{first_name} {target} {handle} {link} {country}</c> and <c>[your town]</c>; <c>{signed}</c> keeps it from visitors.</summary>
    public string Text { get; private set; } = "";
    public int Weight { get; private set; }
    public bool IsOn { get; private set; } = true;
    /// <summary>Set when the variant is meant for one target alone.</summary>
    public Guid? TargetId { get; private set; }
    /// <summary>The message that took its place when its words were changed after people had seen them; its own figures stay with it.</summary>
    public Guid? ReplacedById { get; private set; }
    /// <summary>The message of the original that this one says in another language; null for one of its own.</summary>
    public Guid? TranslationOf { get; private set; }
    /// <summary>Counted up with every change: what a form was opened on.</summary>
    public int Revision { get; private set; }

    public void Write(string? subject, string text, Channel? channel, Guid? targetId) =>
        (Subject, Text, Channel, TargetId, Revision) = (subject, text, channel, targetId, Revision + 1);

    /// <param name="weight">0 offers it to nobody, like off.</param>
    public void Offer(bool isOn, int weight) => (IsOn, Weight, Revision) = (isOn, weight, Revision + 1);

    public void Translate(Guid? messageId) => TranslationOf = messageId;

    public void ReplaceBy(Guid messageId) => (ReplacedById, IsOn, Revision) = (messageId, false, Revision + 1);
}
