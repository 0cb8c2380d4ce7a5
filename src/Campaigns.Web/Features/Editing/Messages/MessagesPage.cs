using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;

namespace Campaigns.Web.Features.Editing.Messages;

/// <summary>The variants of one step in one language.</summary>
public sealed record MessagesPage
{
    public required SectionDesk Desk { get; init; }
    public required Step Step { get; init; }
    /// <summary>The step stands in the campaign's chain.</summary>
    public required bool IsOffered { get; init; }
    /// <summary>Some target can be reached this way.</summary>
    public required bool Reaches { get; init; }
    public required LetterWay LetterWay { get; init; }
    /// <summary>Those that are on first.</summary>
    public required IReadOnlyList<MessageLine> Messages { get; init; }
    public required bool MayReadFigures { get; init; }
    /// <summary>Null while nobody wrote anything, and for people who may not read figures.</summary>
    public required AlikeFigures? Alike { get; init; }
    public required DateTimeOffset? AsOf { get; init; }

    public int On => Messages.Count(line => line.Message is { IsOn: true, Weight: > 0 });
}

/// <param name="IsUsed">People saw it, so it is switched off instead of deleted.</param>
/// <param name="TargetName">Whom alone it is meant for; null for all.</param>
/// <param name="Figures">Null for people who may not read figures.</param>
public sealed record MessageLine(Message Message, bool IsUsed, string? TargetName, IReadOnlyList<LongestMessage> Longest, VariantFigures? Figures)
{
    public bool IsTooLong => Longest.Any(longest => longest.IsTooLong);
}

/// <summary>One variant with its form.</summary>
public sealed record MessagePage : SectionPage
{
    public required MessageForm Form { get; init; }
    public required Step Step { get; init; }
    /// <summary>Null for a new one.</summary>
    public required Message? Message { get; init; }
    public required IReadOnlyList<NamedTarget> Targets { get; init; }
    public required bool IsUsed { get; init; }
    public required IReadOnlyList<LongestMessage> Longest { get; init; }
    public required IReadOnlyList<SeenMessage> Seen { get; init; }

    private string Base => Message is { } message ? $"{Desk.PathOf(Desk.Section)}/{message.Id}" : Desk.PathOf(Desk.Section);
    private string Query => Message is null ? $"?language={Desk.Language}" : "";
    public string SavePath => $"{Base}{(Message is null ? "/new" : "")}{Query}";
    public string LookPath => $"{Base}/look{Query}";
}

public sealed record NamedTarget(Guid Id, string Name);

/// <param name="IsSigned">False for a visitor of whom nothing is known.</param>
public sealed record SeenMessage(bool IsSigned, string? Subject, string Text, int Length);
