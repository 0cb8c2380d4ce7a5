using System.Globalization;

namespace Campaigns.Benchmarks;

/// <summary>Rates of the two sides, round by round, and the one line that says how they compare.</summary>
internal sealed class Figures
{
    private readonly List<(double Ours, double Limit)> _rounds = [];

    public void Add(double ours, double limit) => _rounds.Add((ours, limit));

    /// <returns><c>P3 ratio 0.58 (median of 7, 0.51–0.63)  drain 5,210/s  limit 8,980/s</c></returns>
    public string Line(string goal, string ours, string limit, string note)
    {
        var ratios = _rounds.Select(round => round.Ours / round.Limit).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{goal} ratio {Median.Of(ratios):0.00} (median of {ratios.Count}, {ratios[0]:0.00}–{ratios[^1]:0.00})  {ours} {Median.Of(_rounds.Select(r => r.Ours)):N0}/s  {limit} {Median.Of(_rounds.Select(r => r.Limit)):N0}/s  {note}");
    }
}
