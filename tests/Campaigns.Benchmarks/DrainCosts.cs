using System.Globalization;

namespace Campaigns.Benchmarks;

/// <summary>Where the processor time of a drain goes: this process, PostgreSQL, the sink, and what no program took. Linux counts it in hundredths of a second.</summary>
internal sealed class DrainCosts
{
    private const double Tick = 10_000; // microseconds

    private double _ours, _postgres, _sink, _idle;
    private long _mails;

    public async Task<double> MeasureAsync(int mails, Func<Task<double>> drain)
    {
        var (ours, postgres, sink, idle) = Now();
        var rate = await drain();
        var (ours2, postgres2, sink2, idle2) = Now();
        (_ours, _postgres, _sink, _idle, _mails) = (_ours + ours2 - ours, _postgres + postgres2 - postgres, _sink + sink2 - sink, _idle + idle2 - idle, _mails + mails);
        return rate;
    }

    /// <returns><c>µs of CPU a mail: this process 130, PostgreSQL 135, sink 55, idle 75</c></returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"µs of CPU a mail: this process {_ours / _mails:0}, PostgreSQL {_postgres / _mails:0}, sink {_sink / _mails:0}, idle {_idle / _mails:0}");

    private static (double Ours, double Postgres, double Sink, double Idle) Now()
    {
        double postgres = 0, sink = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(folder[6])))
        {
            string stat;
            try { stat = File.ReadAllText(Path.Combine(folder, "stat")); }
            catch (IOException) { continue; } // it has ended
            var name = stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
            if (name is not ("postgres" or "smtp-sink")) continue;
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // Of itself and of children that have ended, in the kernel and outside.
            var ticks = fields[11..15].Sum(long.Parse);
            if (name is "postgres") postgres += ticks * Tick;
            else sink += ticks * Tick;
        }
        var idle = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (Environment.CpuUsage.TotalTime.TotalMicroseconds, postgres, sink, (long.Parse(idle[4]) + long.Parse(idle[5])) * Tick);
    }
}
