namespace Campaigns.Testing;

/// <summary>
/// A clock that a test moves. It stands still by itself unless made with <see cref="Running"/>;
/// timers and delays stay those of the machine, so nothing waits for a clock that nobody moves.
/// </summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private readonly DateTimeOffset? _runsSince;
    private long _ahead;

    public TestClock() : this(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero)) { }

    private TestClock(DateTimeOffset start, DateTimeOffset runsSince) : this(start) => _runsSince = runsSince;

    /// <summary>Goes on like the machine's clock, from its present time, and can be moved ahead of it.</summary>
    public static TestClock Running() => new(System.GetUtcNow(), System.GetUtcNow());

    public DateTimeOffset Now => GetUtcNow();

    public override DateTimeOffset GetUtcNow() =>
        start + TimeSpan.FromTicks(Interlocked.Read(ref _ahead)) + (_runsSince is { } since ? System.GetUtcNow() - since : TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
