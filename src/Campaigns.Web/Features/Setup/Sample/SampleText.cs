using Campaigns.Core.Acting;
using Campaigns.Core.Content;

namespace Campaigns.Web.Features.Setup.Sample;

/// <summary>One language of a demonstration or sample campaign. Days count from its beginning, so that it never looks old.</summary>
internal sealed record SampleText
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
    public required IReadOnlyList<SampleVersion> Versions { get; init; }
    public IReadOnlyList<SampleSource> Sources { get; init; } = [];
    public IReadOnlyList<SampleClaim> Claims { get; init; } = [];
    public IReadOnlyList<SampleEntry> Timeline { get; init; } = [];
    public IReadOnlyList<SampleMessage> Messages { get; init; } = [];
}

internal sealed record SampleVersion(int Day, string Headline, string Summary, string Story, TextChange Change = TextChange.First, string? Reason = null);

/// <param name="DaysBefore">Before the campaign began; negative for later.</param>
internal sealed record SampleSource(string Key, SourceKind Kind, int DaysBefore, string Publisher, string Title, string Url, bool IsArchived = true, int? RemovedOnDay = null, string? RemovedReason = null);

/// <param name="Entry">Number of the timeline entry that holds the whole answer.</param>
internal sealed record SampleClaim(string Key, int? AskedOnDay = null, string? AskedHow = null, int? AnsweredOnDay = null, string? Answer = null, int? Entry = null);

/// <param name="Day">Null for the day on which the thousandth signature came.</param>
internal sealed record SampleEntry(int? Day, TimelineKind Kind, string Title, string Body, string? Correction = null, string? SourceUrl = null);

/// <param name="Target">Position of the target that it is written to; null for any.</param>
/// <param name="Channel">Of a share that is meant for one network alone.</param>
internal sealed record SampleMessage(Step Step, string Text, string? Subject = null, int? Target = null, int Weight = 1, Channel? Channel = null);
