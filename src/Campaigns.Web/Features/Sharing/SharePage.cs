using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Sharing;

/// <summary>The share step: your link, your words, the networks, and whether it was shared.</summary>
public sealed record SharePage
{
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required StepBar Bar { get; init; }
    /// <summary>Null for a visitor who has not signed here.</summary>
    public required string? FirstName { get; init; }
    /// <summary>Signed, and the button in the mail was not pressed in this browser.</summary>
    public required bool IsWaiting { get; init; }
    /// <summary>Where the way goes on.</summary>
    public required string NextPath { get; init; }
    /// <summary>Null at the end of the chain.</summary>
    public required StepItem? Next { get; init; }
    /// <summary>Address of the step, with what brought the reader.</summary>
    public required string Path { get; init; }
    public required string Link { get; init; }
    /// <summary>Address of the QR code of the person's own link; null for visitors.</summary>
    public required string? QrPath { get; init; }
    public required string? QrLink { get; init; }
    public required string Text { get; init; }
    public required bool HasAnother { get; init; }
    public required IReadOnlyList<ShareButton> Buttons { get; init; }
    /// <summary>What the text takes of the networks that limit it.</summary>
    public required IReadOnlyList<ShareLimit> Limits { get; init; }
    /// <summary>The channel that the person seems to have used last.</summary>
    public required Channel? Latest { get; init; }
    public string? Via { get; init; }
    public string? Source { get; init; }
    public ReadyShare? Ready { get; init; }
    public AskedShare? Asked { get; init; }
    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    public bool IsSigned => FirstName is not null;
}

/// <param name="IsShownFirst">Something is asked or shown before the network opens, so no press opens it at once.</param>
public sealed record ShareButton(Channel Channel, string Name, bool IsShownFirst);

/// <summary>A network that takes texts of a certain length.</summary>
/// <param name="Left">Below nought: the text is too long.</param>
/// <param name="LinkLength">Of the link that goes there in place of the one that is shown.</param>
public sealed record ShareLimit(Channel Channel, string Name, int Most, int Left, int LinkLength);

/// <summary>What leaves for a network, and the link that opens it there.</summary>
/// <param name="Name">Of the network.</param>
/// <param name="Text">What is posted there; null while a Mastodon server is missing.</param>
/// <param name="Server">As remembered or typed.</param>
/// <param name="Links">What opens, by its name.</param>
/// <param name="IsOfNetwork">It is not the message that stands in the form.</param>
public sealed record ReadyShare(Channel Channel, string Name, string? Subject, string? Text, string? Server, IReadOnlyList<ReadyLink> Links, bool IsOfNetwork);

public sealed record ReadyLink(string Name, string Url);

/// <summary>After "I shared it".</summary>
/// <param name="Word">Of the channel, in addresses.</param>
/// <param name="TakesLink">Its posts can be linked to.</param>
/// <param name="Typed">What was typed and is not that.</param>
public sealed record AskedShare(string Word, bool TakesLink, string? ProofUrl, string? Typed);

/// <summary>What the forms of the step post. Every field may be missing or made up.</summary>
public sealed class ShareForm
{
    /// <summary>The button: <c>another</c>, <c>above</c>, <c>copied</c>, <c>server</c>, <c>shared</c>, <c>prove</c>; none where a network was pressed.</summary>
    public string? Do { get; set; }
    /// <summary>Word of the network that was pressed.</summary>
    public string? To { get; set; }
    /// <summary>Null in a form without it.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? Text { get; set; }
    public string? Server { get; set; }
    /// <summary>Word of a channel.</summary>
    public string? Where { get; set; }
    /// <summary>Address of the post.</summary>
    public string? Link { get; set; }
    public string? Via { get; set; }
    public string? Source { get; set; }

    /// <summary>With the line ends of this program and nothing around it.</summary>
    public string Words => (Text ?? "").ReplaceLineEndings("\n").Trim();
}
