using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Campaigns.Benchmarks;

/// <summary>Debian's wrk, posting the sign form: another address of a person and of a network each time.</summary>
internal static partial class Wrk
{
    private const string Script = """
        wrk.method = "POST"
        local threads = 0
        function setup(thread) thread:set("id", threads); threads = threads + 1 end
        function init() math.randomseed(os.time() * 10 + id); base = math.random(1e9); n = 0 end
        function request()
          n = n + 1
          local ip = math.random(1, 223) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255) .. "." .. math.random(1, 254)
          local headers = { ["Content-Type"] = "application/x-www-form-urlencoded", ["X-Forwarded-For"] = ip, ["Sec-Fetch-Site"] = "same-origin" }
          local body = "Name=Firstname+Lastname&Country=PT&Show=true&Updates=" .. (n % 2 == 0 and "yes" or "no") .. "&Website=&Email=u" .. id .. "-" .. base .. "-" .. n .. "%40example.org"
          return wrk.format("POST", nil, headers, body)
        end
        """;

    /// <returns>Answers a second other than refusals, and the 99th percentile in milliseconds.</returns>
    public static async Task<(double PerSecond, double P99)> PostAsync(string url, int connections, int seconds)
    {
        var script = Path.Combine(Path.GetTempPath(), $"campaigns-wrk-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, Script);
        using var process = Process.Start(new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", "-s", script, url]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(script);
        if (Refused().Match(said) is { Success: true } refused) throw new InvalidOperationException($"{refused.Value} of {url}\n{said}");
        var p99 = P99().Match(said);
        var unit = p99.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
        return (Number(PerSecond().Match(said)), Number(p99) * unit);
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: \d+")]
    private static partial Regex Refused();
}
