using System.Globalization;
using System.Text;

namespace Campaigns.Web.Features.Admin;

/// <summary>What the drawing of a row of days needs: places in a box of 1000 by 1000, and a scale with round steps.</summary>
public sealed record DailyChart
{
    public required IReadOnlyList<DayCount> Days { get; init; }
    /// <summary>Values of the horizontal lines, from 0 to <see cref="Top"/>.</summary>
    public required IReadOnlyList<int> Steps { get; init; }
    public int Top => Steps[^1];
    public int Total => Days.Sum(day => day.Confirmed);
    public DayCount Peak => Days.MaxBy(day => day.Confirmed)!;

    public static DailyChart Of(IReadOnlyList<DayCount> days)
    {
        var step = Step(days.Max(day => day.Confirmed));
        var lines = Math.Max(1, (int)Math.Ceiling(days.Max(day => day.Confirmed) / (double)step));
        return new DailyChart { Days = days, Steps = [.. Enumerable.Range(0, lines + 1).Select(line => line * step)] };
    }

    /// <summary>Corners of the line, as SVG wants them.</summary>
    public string Line => string.Join(' ', Days.Select((day, at) => $"{X(at)},{Y(day.Confirmed)}"));

    /// <summary>The same, closed along the bottom.</summary>
    public string Area => new StringBuilder("0,1000 ").Append(Line).Append(" 1000,1000").ToString();

    private string X(int at) => (at * 1000.0 / (Days.Count - 1)).ToString("0.#", CultureInfo.InvariantCulture);

    private string Y(int value) => (1000 - (value * 1000.0 / Top)).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>1, 2 or 5 times a power of ten, so that at most five lines stand above the axis.</summary>
    private static int Step(int peak)
    {
        for (var unit = 1; ; unit *= 10)
            foreach (var step in (int[])[1, 2, 5])
                if (peak <= (long)step * unit * 4) return step * unit;
    }
}
