using Campaigns.Benchmarks;

// dotnet run -c Release --project tests/Campaigns.Benchmarks -- P1 [rounds] [seconds] [connections]
// dotnet run -c Release --project tests/Campaigns.Benchmarks -- P3 [rounds] [count] [15|1|dkim|all] [sessions]
// dotnet run -c Release --project tests/Campaigns.Benchmarks -- P7 [rounds] [few signatures] [many signatures] [campaigns]
// Each measurement starts what it needs, runs both sides in turn and prints one line; it never judges.
return args switch
{
    ["P1", .. var rest] => await SigningBenchmark.RunAsync(Number(rest, 0, 5), Number(rest, 1, 5), Number(rest, 2, 64)),
    ["P3", .. var rest] => await DrainBenchmark.RunAsync(Number(rest, 0, 7), Number(rest, 1, 20_000), rest is [_, _, not "all" and var only, ..] ? only : "", Number(rest, 3, 16)),
    ["P7", .. var rest] => await ReachBenchmark.RunAsync(Number(rest, 0, 9), Number(rest, 1, 100_000), Number(rest, 2, 10_000_000), Number(rest, 3, 200)),
    ["limit-server", var connectionString] => await LimitServer.RunAsync(connectionString),
    _ => Usage(),
};

static int Number(string[] from, int at, int otherwise) => at < from.Length ? int.Parse(from[at]) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Campaigns.Benchmarks -- P1 [rounds] [seconds] [connections] | P3 [rounds] [count] [15|1|dkim|all] [sessions] | P7 [rounds] [few] [many] [campaigns]");
    return 2;
}
