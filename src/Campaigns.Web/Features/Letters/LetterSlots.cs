using System.Buffers.Binary;
using System.Security.Cryptography;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Letters;

/// <summary>
/// The times at which letters may leave to one target: one in each slot of equal length, shifted by up to a quarter of it to either side, so that
/// it does not look like a machine. The shift follows from target and slot alone: whoever asks gets the same times.
/// </summary>
public static class LetterSlots
{
    /// <summary>How far a time lies from the middle of its slot at most, as a part of the slot.</summary>
    private const double Jitter = 0.25;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>So long that neither window of the limit is ever exceeded.</summary>
    public static TimeSpan LengthOf(LimitRule rule)
    {
        var (burst, sustained) = (TimeSpan.FromSeconds(rule.BurstSeconds) / rule.Burst, TimeSpan.FromSeconds(rule.SustainedSeconds) / rule.Sustained);
        var longer = burst > sustained ? burst : sustained;
        return longer > Shortest ? longer : Shortest;
    }

    /// <summary>Beginning of the slot that holds this time.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset at, TimeSpan length) => new(at.UtcTicks - (at.UtcTicks % length.Ticks), TimeSpan.Zero);

    /// <returns>The times after <paramref name="from"/> and up to <paramref name="until"/> that lie within office hours, in order.</returns>
    public static IReadOnlyList<DateTimeOffset> Between(Guid target, DateTimeOffset from, DateTimeOffset until, TimeSpan length, TimeZoneInfo zone)
    {
        List<DateTimeOffset> times = [];
        for (var start = StartOf(from, length); start <= until; start += length)
            if (TimeIn(target, start, length) is var time && time > from && time <= until && OfficeHours.AreOpen(time, zone)) times.Add(time);
        return times;
    }

    private static DateTimeOffset TimeIn(Guid target, DateTimeOffset start, TimeSpan length)
    {
        Span<byte> input = stackalloc byte[24], hash = stackalloc byte[32];
        target.TryWriteBytes(input);
        BinaryPrimitives.WriteInt64BigEndian(input[16..], start.UtcTicks);
        SHA256.HashData(input, hash);
        var part = BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue;
        // Whole milliseconds: PostgreSQL keeps microseconds, and a time must come back as the one it was.
        return new(start.UtcTicks + ((long)(length * (0.5 - Jitter + (2 * Jitter * part))).TotalMilliseconds * TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
