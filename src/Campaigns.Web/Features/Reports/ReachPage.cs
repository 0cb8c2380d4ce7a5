using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Reporting;

namespace Campaigns.Web.Features.Reports;

/// <summary>The reach of one campaign as staff see it.</summary>
public sealed record ReachPage
{
    public required CampaignReport Report { get; init; }
    public required string? Headline { get; init; }
    public required string? Slug { get; init; }
    public required CampaignStatus Status { get; init; }
    /// <summary>In the campaign's zone.</summary>
    public required DateOnly Today { get; init; }
    public required bool IsTest { get; init; }

    /// <summary>Nobody has signed on any day that there is.</summary>
    public bool IsEmpty => IsPreset(null) && Report.Days.All(day => day is { Created: 0, Confirmed: 0 });

    public string Path => $"/admin/campaigns/{Report.CampaignId}/reach";
    public string Query => ReachForm.Query(Report.Filter);
    public IReadOnlyList<int> Presets => [7, 30, 90];

    /// <summary>Unique in the page.</summary>
    public static string KeyOf(Ladder ladder) => $"{ReachForm.ChannelOf(ladder.Step, ladder.Channel)}{(ladder.Way is { } way ? $"-{way}".ToLowerInvariant() : "")}";

    /// <summary>The same filters over the last so many days; all days when null.</summary>
    public string PathOf(int? days) => Path + ReachForm.Query(Report.Filter with { From = days is { } last ? Today.AddDays(1 - last) : null, To = days is null ? null : Today });

    public bool IsPreset(int? days) => days is { } last ? Report.Filter.From == Today.AddDays(1 - last) && Report.Filter.To == Today : Report.Filter is { From: null, To: null };
}

/// <summary>A row of days or weeks as a drawing needs it: places in a box of 1000 by 1000, and a scale with round steps.</summary>
public sealed record ReachChart
{
    private const int MostDays = 120;

    /// <summary>Unique in the page.</summary>
    public required string Key { get; init; }
    public required string Title { get; init; }
    public required string Upper { get; init; }
    public required string Lower { get; init; }
    public required IReadOnlyList<ReachPoint> Points { get; init; }
    /// <summary>Public events, with the place of their line from 0 to 1.</summary>
    public IReadOnlyList<(double Place, Annotation Entry)> Pins { get; init; } = [];
    public bool IsWeekly { get; init; }

    public IReadOnlyList<int> Steps
    {
        get
        {
            var peak = Points.Max(point => Math.Max(point.Upper, point.Lower));
            var step = 1;
            for (var unit = 1; ; unit *= 10)
                foreach (var times in (int[])[1, 2, 5])
                    if (peak <= (long)(step = times * unit) * 4) return [.. Enumerable.Range(0, Math.Max(1, (peak + step - 1) / step) + 1).Select(line => line * step)];
        }
    }

    public ReachPoint Peak => Points.MaxBy(point => point.Upper)!;

    public string UpperLine => Line(point => point.Upper);
    public string LowerLine => Line(point => point.Lower);
    public string LowerArea => $"0,1000 {LowerLine} 1000,1000";

    /// <param name="days">Without gaps.</param>
    public static ReachChart Of(string key, string title, string upper, string lower, IReadOnlyList<ReachPoint> days, IReadOnlyList<Annotation>? timeline = null)
    {
        var isWeekly = days.Count > MostDays;
        var points = isWeekly ? [.. days.Chunk(7).Select(week => new ReachPoint(week[0].Day, week.Sum(day => day.Upper), week.Sum(day => day.Lower)))] : days;
        var (first, length) = (points[0].Day.DayNumber, Math.Max(1, points[^1].Day.DayNumber - points[0].Day.DayNumber));
        return new ReachChart
        {
            Key = key, Title = title, Upper = upper, Lower = lower, Points = points, IsWeekly = isWeekly,
            Pins = [.. (timeline ?? []).Where(entry => entry.Day.DayNumber >= first && entry.Day <= days[^1].Day).Select(entry => (Math.Min(1, (entry.Day.DayNumber - first) / (double)length), entry))],
        };
    }

    private string Line(Func<ReachPoint, int> value)
    {
        var top = Steps[^1];
        var points = Points.Count == 1 ? [Points[0], Points[0]] : Points; // one day is a level line
        return string.Join(' ', points.Select((point, at) => string.Create(CultureInfo.InvariantCulture, $"{at * 1000.0 / (points.Count - 1):0.#},{1000 - (value(point) * 1000.0 / top):0.#}")));
    }
}

/// <param name="Upper">The dashed line: what comes first.</param>
/// <param name="Lower">The firm line: what becomes of it.</param>
public sealed record ReachPoint(DateOnly Day, int Upper, int Lower);

/// <param name="Key">Unique in the page.</param>
/// <param name="Range">"20 April to 12 May".</param>
/// <param name="Time">"14:02 CEST".</param>
public sealed record ReachLadder(Ladder Ladder, string Key, string Range, string Time);
