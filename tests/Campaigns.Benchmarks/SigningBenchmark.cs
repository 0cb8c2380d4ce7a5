using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Campaigns.Core.Targets;
using Campaigns.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Campaigns.Benchmarks;

/// <summary>
/// P1: <c>POST /c/{slug}/sign</c> with every rule switched on, beside Kestrel with one bare INSERT a request, on one PostgreSQL with fsync on.
/// Both programs run all the time as processes of their own; wrk loads them in turn from the same connections. The load claims many addresses
/// through the trusted proxy header, so that the limits count without stopping it.
/// </summary>
internal static class SigningBenchmark
{
    private const string Slug = "benchmark";

    /// <summary>The JIT compiles the hot methods anew while they are used: after 12 seconds ours was measured at two thirds of its steady rate.</summary>
    private const int WarmSeconds = 45;

    public static async Task<int> RunAsync(int rounds, int seconds, int connections)
    {
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        var programDatabase = await cluster.CreateDatabaseAsync("program");
        var limitDatabase = await cluster.CreateDatabaseAsync("limit");
        await using var limit = await Server.StartAsync(Server.Self, ["limit-server", limitDatabase], []);
        await using var program = await Server.StartAsync(Server.Program, [], ServerSettings.Of(programDatabase));
        await AddCampaignAsync(programDatabase);

        List<double> ratios = [], ours = [], bare = [], oursP99 = [], bareP99 = [];
        await Wrk.PostAsync($"{program.Url}/c/{Slug}/sign", connections, WarmSeconds);
        await Wrk.PostAsync($"{limit.Url}/sign", connections, WarmSeconds);
        for (var round = 0; round < rounds; round++)
        {
            var (a, aP99) = await Wrk.PostAsync($"{program.Url}/c/{Slug}/sign", connections, seconds);
            var (b, bP99) = await Wrk.PostAsync($"{limit.Url}/sign", connections, seconds);
            (ratios, ours, bare, oursP99, bareP99).Add(a / b, a, b, aP99, bP99);
        }

        var written = await CountAsync(programDatabase, "SELECT count(*) FROM signature");
        var mails = await CountAsync(programDatabase, "SELECT count(*) FROM delivery");
        Console.WriteLine($"P1 ratio {Median.Of(ratios):N2} (median of {rounds}, {ratios.Min():N2}–{ratios.Max():N2})  sign {Median.Of(ours):N0}/s  limit {Median.Of(bare):N0}/s  p99 {Median.Of(oursP99):N1} ms  limit p99 {Median.Of(bareP99):N1} ms  {connections} connections, {written:N0} signatures, {mails:N0} mails queued");
        return 0;
    }

    private static void Add(this (List<double> A, List<double> B, List<double> C, List<double> D, List<double> E) lists, double a, double b, double c, double d, double e)
    {
        lists.A.Add(a); lists.B.Add(b); lists.C.Add(c); lists.D.Add(d); lists.E.Add(e);
    }

    private static async Task AddCampaignAsync(string connectionString)
    {
        await using var db = new CampaignsDb(new DbContextOptionsBuilder<CampaignsDb>().UseNpgsql(connectionString).Options);
        var now = DateTimeOffset.UtcNow;
        var campaign = new Campaign("Europe/Lisbon", now);
        campaign.Publish(now);
        var text = new CampaignText(campaign.Id, "en", Slug, now) { IsOriginal = true, Topic = "benchmarks" };
        db.AddRange(campaign, text,
            new TextVersion(text.Id, 1, "Sign as fast as you can", "A campaign for measuring.", "Its story.", TextChange.First, null, now),
            new Target(campaign.Id, 1, "Dana Whitlock") { Organisation = "Northwind", Email = "chief@northwind.example" },
            new CampaignCount(campaign.Id, now));
        await db.SaveChangesAsync();
    }

    private static async Task<long> CountAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
