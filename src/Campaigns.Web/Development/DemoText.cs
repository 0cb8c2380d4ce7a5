using Campaigns.Core.Acting;
using Campaigns.Core.Content;

namespace Campaigns.Web.Development;

/// <summary>One language of a demonstration campaign. Days count from its beginning, so that it never looks old.</summary>
internal sealed record DemoText
{
    public required string Language { get; init; }
    public required string Slug { get; init; }
    public required string Topic { get; init; }
    public string? Picture { get; init; }
    public string? PictureAlt { get; init; }
    public string? PictureCredit { get; init; }
    public string? StatusNote { get; init; }
    public string? WhatHappensNext { get; init; }
    public PressContact? Press { get; init; }
    /// <summary>Role of the first target in this language; null where the target's own words do.</summary>
    public string? TargetRole { get; init; }
    public required IReadOnlyList<DemoVersion> Versions { get; init; }
    public IReadOnlyList<DemoSource> Sources { get; init; } = [];
    public IReadOnlyList<DemoClaim> Claims { get; init; } = [];
    public IReadOnlyList<DemoEntry> Timeline { get; init; } = [];
    public IReadOnlyList<DemoMessage> Messages { get; init; } = [];
}

internal sealed record DemoVersion(int Day, string Headline, string Summary, string Story, TextChange Change = TextChange.First, string? Reason = null);

/// <param name="DaysBefore">Before the campaign began; negative for later.</param>
internal sealed record DemoSource(string Key, SourceKind Kind, int DaysBefore, string Publisher, string Title, string Url, bool IsArchived = true, int? RemovedOnDay = null, string? RemovedReason = null);

/// <param name="Entry">Number of the timeline entry that holds the whole answer.</param>
internal sealed record DemoClaim(string Key, int? AskedOnDay = null, string? AskedHow = null, int? AnsweredOnDay = null, string? Answer = null, int? Entry = null);

/// <param name="Day">Null for the day on which the thousandth signature came.</param>
internal sealed record DemoEntry(int? Day, TimelineKind Kind, string Title, string Body, string? Correction = null, string? SourceUrl = null);

/// <param name="Target">Position of the target that it is written to; null for any.</param>
/// <param name="Channel">Of a share that is meant for one network alone.</param>
internal sealed record DemoMessage(Step Step, string Text, string? Subject = null, int? Target = null, int Weight = 1, Channel? Channel = null);
