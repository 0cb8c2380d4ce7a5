using Campaigns.Core.Content;

namespace Campaigns.Web.Features.Launching;

/// <summary>Every version of one text, and what differs between two of them.</summary>
public sealed record HistoryPage
{
    public required LaunchHead Head { get; init; }
    public required string Language { get; init; }
    /// <summary>The original first.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<HistoryRow> Versions { get; init; }
    public required int? From { get; init; }
    public required int? To { get; init; }
    public required IReadOnlyList<FieldDiff> Fields { get; init; }
    public required bool MayRestore { get; init; }
}

/// <param name="Reason">In public words; null for the first one and for spelling.</param>
/// <param name="Signers">Confirmed signatures under exactly this version.</param>
public sealed record HistoryRow(int Number, string Headline, TextChange Change, string? Reason, DateTimeOffset PublishedAt, int Signers);
