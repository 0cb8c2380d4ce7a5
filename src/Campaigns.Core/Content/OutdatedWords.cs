namespace Campaigns.Core.Content;

/// <summary>
/// A text of a translation that was written before the original changed. It goes when the translation is changed, or somebody says that it still fits;
/// it says nothing while the original reads as it did then.
/// </summary>
public sealed class OutdatedWords
{
    private OutdatedWords() { }

    public OutdatedWords(Guid campaignTextId, string field, string before) => (CampaignTextId, Field, Before) = (campaignTextId, field, before);

    /// <summary>The translation.</summary>
    public Guid CampaignTextId { get; private set; }
    /// <summary>A key of <see cref="DraftWords"/>, <c>source.{key}</c>, <c>target.{number}</c>, or <c>message.{id}.text</c> with the id of the translated message.</summary>
    public string Field { get; private set; } = "";
    /// <summary>What the original said when the translation was written.</summary>
    public string Before { get; private set; } = "";
}
