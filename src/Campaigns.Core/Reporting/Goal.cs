namespace Campaigns.Core.Reporting;

/// <summary>The next goal of a campaign: the first step above its total, or the fixed one.</summary>
public static class Goal
{
    /// <summary>100, 250, 500, 1,000, 2,000, 5,000, 10,000, 20,000, 50,000 …</summary>
    public static int Next(int total, int? fixedGoal = null)
    {
        if (fixedGoal is { } goal) return goal;
        foreach (var early in (int[])[100, 250, 500, 1_000])
            if (total < early) return early;
        for (var unit = 1_000; unit < 1_000_000_000; unit *= 10)
            foreach (var step in (int[])[2, 5, 10])
                if (total < (long)step * unit) return step * unit;
        return int.MaxValue;
    }
}
