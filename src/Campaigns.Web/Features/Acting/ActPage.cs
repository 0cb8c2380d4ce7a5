using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Acting;

/// <summary>A step: composing, then the text ready to be carried to the network, then the question whether it was posted.</summary>
public sealed record ActPage
{
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required Step Step { get; init; }
    public required StepBar Bar { get; init; }
    /// <summary>Null for a visitor who has not signed here.</summary>
    public required string? FirstName { get; init; }
    public required bool IsConfirmed { get; init; }
    /// <summary>Whom the heading names; null while they are still to be chosen or found.</summary>
    public required string? Target { get; init; }
    /// <summary>The step after this one; null after the last.</summary>
    public required StepItem? Next { get; init; }
    /// <summary>Where "Skip this step" and the last step lead.</summary>
    public required string NextPath { get; init; }
    public required LetterWay Way { get; init; }
    /// <summary>Set when the campaign takes no actions now.</summary>
    public SigningAnswer? NotOpen { get; init; }
    /// <summary>The step writes only for people who have signed.</summary>
    public bool AsksToSign { get; init; }
    public string? TooMany { get; init; }
    /// <summary>The button was pressed for a place that is answered for by others than the page said: nothing was sent.</summary>
    public bool IsForOthers { get; init; }
    public ComposeBlock? Compose { get; init; }
    public ReadyBlock? Ready { get; init; }
    public IReadOnlyList<LetterStatus> Letters { get; init; } = [];
    /// <summary>A letter went to everybody to whom the person may write.</summary>
    public bool IsWritten { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    public string Path => StepPaths.Of(Slug, Step);
    public bool IsSigned => FirstName is not null;
}

/// <summary>The form of a step.</summary>
public sealed record ComposeBlock
{
    /// <summary>Targets to choose from.</summary>
    public IReadOnlyList<Chip> Chips { get; init; } = [];
    public bool HasMore { get; init; }
    /// <summary>Checkboxes instead of one choice.</summary>
    public bool ChoosesSeveral { get; init; }
    /// <summary>Asks where the person lives, as targets answer for areas.</summary>
    public bool AsksArea { get; init; }
    /// <summary>Why nobody was found for the place that was given.</summary>
    public string? NobodyThere { get; init; }
    /// <summary>What is wrong with the country; null when nothing is.</summary>
    public string? CountryError { get; init; }
    /// <summary>Who gets it follows from where the person lives, which may be changed here.</summary>
    public bool IsByPlace { get; init; }
    /// <summary>How the place led to those who get it: "Nobody answers for 1000-001, Portugal, so it goes to Press team."</summary>
    public string? PlaceNote { get; init; }
    public string? Country { get; init; }
    public string? Postcode { get; init; }
    public string? Subject { get; init; }
    public required string Text { get; init; }
    /// <summary>Length by the network's rules, and the most that it takes.</summary>
    public required int Length { get; init; }
    public required int Most { get; init; }
    public required int Variant { get; init; }
    public required int Variants { get; init; }
    public required int Seed { get; init; }
    public required int Page { get; init; }
    /// <summary>Number of the target whose name stands in the text; 0 for none.</summary>
    public required int For { get; init; }
    public required string Key { get; init; }
    public string? Via { get; init; }
    public string? Source { get; init; }
    /// <summary>Numbers of those who get the letter, where they are settled.</summary>
    public IReadOnlyList<int> To { get; init; } = [];
    /// <summary>Everybody who gets the letter, as the fixed words name them.</summary>
    public string Receivers { get; init; } = "";
    /// <summary>What we put under a letter that our server sends; null elsewhere.</summary>
    public string? Ending { get; init; }
    /// <summary>Where a blind copy proves a letter; null where nobody takes them.</summary>
    public string? ProofAddress { get; init; }
    public bool WantsCopy { get; init; }
    /// <summary>Several letters, one after the other.</summary>
    public int LettersLeft { get; init; }
}

/// <summary>What the person wants said, on its way to the network and back.</summary>
public sealed record ReadyBlock
{
    public required string Text { get; init; }
    public string? Subject { get; init; }
    public string? ToLine { get; init; }
    public string? BlindCopy { get; init; }
    /// <summary>The mail program that was chosen for the letter: <c>app</c>, <c>gmail</c>, <c>outlook</c> or <c>copy</c>; null elsewhere.</summary>
    public string? With { get; init; }
    public required int To { get; init; }
    public required string Key { get; init; }
    /// <summary>Where the text is posted or sent; null where it can only be copied.</summary>
    public string? OpenUrl { get; init; }
    /// <summary>"Open X".</summary>
    public string? OpenLabel { get; init; }
    /// <summary>The letter is longer than mail programs take from an address.</summary>
    public bool IsTooLong { get; init; }
    public bool IsReported { get; init; }
    public bool IsLater { get; init; }
    /// <summary>"311 people say they posted, as of 14:02 CEST"; null where there are too few.</summary>
    public string? Said { get; init; }
    public string? ProofUrl { get; init; }
    public string? Link { get; init; }
    public string? LinkError { get; init; }
    public required string EditPath { get; init; }
    /// <summary>Another target that this step can reach; null for none.</summary>
    public string? AnotherPath { get; init; }
}

/// <summary>What has become of a letter that our server sends.</summary>
/// <param name="Number">Of the target.</param>
public sealed record LetterStatus(int Number, string Target, string State, string Tone, string? Subject, string Text, bool CanTakeBack);
