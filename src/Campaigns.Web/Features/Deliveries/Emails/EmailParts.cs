namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>A mail in one language before anything personal is in it: the same words as text and as HTML are made from these parts.</summary>
/// <remarks>Strings may hold <see cref="EmailSlot"/> marks.</remarks>
internal sealed record EmailParts
{
    public required string Subject { get; init; }
    /// <summary>Why this person gets it: the first sentence.</summary>
    public required string Reason { get; init; }
    /// <summary>Null until the frame greets by name.</summary>
    public string? Greeting { get; init; }
    public required IReadOnlyList<string> Paragraphs { get; init; }
    /// <summary>Further ways on, one a line, each with what stands before its address.</summary>
    public IReadOnlyList<EmailWay> Ways { get; init; } = [];
    /// <summary>The one button.</summary>
    public required string Button { get; init; }
    /// <summary>Where it leads: an address, or the slot of the message's own link.</summary>
    public string ButtonUrl { get; init; } = EmailSlot.Link;
    /// <summary>What stands before the link where there is no button; ends as the language introduces things.</summary>
    public string ButtonAsText { get; init; } = "";
    public string PlainLinkLabel { get; init; } = "";
    /// <summary>Below the button, quieter: what to do if it was not you, until when the link works.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
    /// <summary>Who sends this and how to reach them.</summary>
    public IReadOnlyList<string> Footer { get; init; } = [];
}

/// <param name="Words">What the link does.</param>
/// <param name="Url">An address or the slot that holds it.</param>
internal sealed record EmailWay(string Words, string Url);

/// <summary>Where personal words go. Private-use characters, taken out of everything that people typed before they could meet.</summary>
internal static class EmailSlot
{
    public const char First = '\uE000', Last = '\uE00F';
    public const string Name = "\uE000", Link = "\uE001", Expires = "\uE002", SignedOn = "\uE003", Number = "\uE004", ShareLink = "\uE005", CampaignLink = "\uE006";

    /// <summary>Text from people as it may stand in a template.</summary>
    public static string Clean(string text) => text.AsSpan().IndexOfAnyInRange(First, Last) < 0 ? text : string.Concat(text.Where(c => c is < First or > Last));
}
