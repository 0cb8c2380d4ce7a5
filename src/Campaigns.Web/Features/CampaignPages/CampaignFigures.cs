using System.Globalization;
using Campaigns.Web.Features.Shared;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary><c>/c/{slug}.json</c>: what other sites and our own page poll. No names. Fields are described in docs/public-data.md; they may be added, never renamed.</summary>
public sealed record CampaignFigures
{
    /// <summary><c>scheduled</c>, <c>live</c>, <c>paused</c>, <c>closed</c>, <c>won</c> or <c>archived</c>.</summary>
    public required string Status { get; init; }
    public required int Online { get; init; }
    public required int Paper { get; init; }
    public required int Total { get; init; }
    public required int Goal { get; init; }
    /// <summary>ISO 8601, UTC.</summary>
    public required string Counted { get; init; }
    public required int Version { get; init; }
    public required string Language { get; init; }
    public required string Headline { get; init; }
    /// <summary>Of the page: <c>/c/northwind</c>.</summary>
    public required string Path { get; init; }
    public required IReadOnlyList<FiguresEntry> Timeline { get; init; }
    /// <summary>The same figures as the page prints them, for its script.</summary>
    public required FiguresText Text { get; init; }

    public static CampaignFigures Of(CampaignPage page, DateTimeOffset now, IStringLocalizer texts) => new()
    {
        Status = Word(page.Campaign.Status),
        Online = page.Count.Online,
        Paper = page.Count.Paper,
        Total = page.Count.Total,
        Goal = page.Count.Goal,
        Counted = Dates.Iso(page.Count.CountedAt ?? now),
        Version = page.Version.Number,
        Language = page.Text.Language,
        Headline = page.Version.Headline,
        Path = $"/c/{page.Text.Slug}",
        Timeline = [.. page.Timeline.Select(entry => new FiguresEntry(Dates.Iso(entry.Date), Word(entry.Kind), entry.Title, $"/c/{page.Text.Slug}#entry-{entry.Number}"))],
        Text = new FiguresText(
            Figure(page.Count.Online), Figure(page.Count.Paper), Figure(page.Count.Total), Figure(page.Count.Goal), Dates.Moment(page.Campaign.TimeZone, page.Count.CountedAt ?? now),
            texts["{0} signed", Figure(page.Count.Total)], texts[page.Count.FixedGoal is null ? "Next goal: {0}" : "Goal: {0}", Figure(page.Count.Goal)]),
    };

    private static string Figure(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

public sealed record FiguresEntry(string Date, string Kind, string Title, string Path);

/// <param name="Signed">"1,227 signed", for the bar on phones.</param>
/// <param name="Next">"Next goal: 2,000".</param>
public sealed record FiguresText(string Online, string Paper, string Total, string Goal, string Counted, string Signed, string Next);
