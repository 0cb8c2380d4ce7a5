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
    public Channel? Channel { get; init; }
    public string Language { get; private set; } = "";
    public string? Subject { get; private set; }
    /// <summary>Placeholders: <c>{first_name} {target} {handle} {link} {country}</c> and <c>[your town]</c>; <c>{signed}</c> keeps it from visitors.</summary>
    public string Text { get; private set; } = "";
    public int Weight { get; private set; }
    public bool IsOn { get; private set; } = true;
    /// <summary>Set when the variant is meant for one target alone.</summary>
    public Guid? TargetId { get; private set; }
}
