namespace Campaigns.Web.Features.Deliveries;

/// <summary>When a message that was put off is tried again: after 1, 5, 15, 30 and 60 minutes, then hourly until 72 hours after it was written.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(72);
    private static readonly int[] Minutes = [1, 5, 15, 30, 60];

    /// <param name="attempts">Attempts made so far, this one included.</param>
    /// <returns>Null when it has been tried for long enough.</returns>
    public static DateTimeOffset? After(int attempts, DateTimeOffset createdAt, DateTimeOffset now)
    {
        var next = now + Jitter(TimeSpan.FromMinutes(Minutes[Math.Clamp(attempts - 1, 0, Minutes.Length - 1)]));
        return next <= createdAt + GiveUpAfter ? next : null;
    }

    /// <returns>How long a message has been tried, from its first attempt to this one.</returns>
    public static TimeSpan TriedFor(int attempts)
    {
        var minutes = 0;
        for (var pause = 0; pause < attempts - 1; pause++) minutes += Minutes[Math.Min(pause, Minutes.Length - 1)];
        return TimeSpan.FromMinutes(minutes);
    }

    /// <summary>±10 %, so that what failed together does not come back together.</summary>
    public static TimeSpan Jitter(TimeSpan pause) => pause * (0.9 + (Random.Shared.NextDouble() * 0.2));
}
