using System.Diagnostics;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Campaigns.Core.Targets;
using Campaigns.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Campaigns.Benchmarks;

/// <summary>
/// P7: every figure of one campaign's reach page, read from a database with many signatures, beside the same from one with few; as many campaigns
/// in both, their rows mixed as they would have come in. What the page itself takes to be written does not depend on the number of rows and is
/// left out, so the ratio is the worse one.
/// </summary>
internal static class ReachBenchmark
{
    private const int WarmReads = 5;

    public static async Task<int> RunAsync(int rounds, int few, int many, int campaigns)
    {
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        var (small, large) = (await SideAsync(cluster, few, campaigns), await SideAsync(cluster, many, campaigns));
        for (var at = 0; at < WarmReads; at++) foreach (var side in (Side[])[small, large]) await ReadAsync(side, new());

        // As the page opens, and as most look at it: the last 30 days.
        foreach (var (name, filter) in ((string, ReportFilter)[])[("all days", new()), ("30 days", new() { From = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-29) })])
        {
            List<double> ratios = [], larges = [], smalls = [];
            for (var round = 0; round < rounds; round++)
            {
                var (a, b) = (await ReadAsync(large, filter), await ReadAsync(small, filter));
                larges.Add(a); smalls.Add(b); ratios.Add(a / b);
            }
            Console.WriteLine($"P7 ratio {Median.Of(ratios):N2} (median of {rounds}, {ratios.Min():N2}–{ratios.Max():N2})  reach, {name}: {Median.Of(larges):N1} ms at {many:N0} signatures  {Median.Of(smalls):N1} ms at {few:N0}  {campaigns} campaigns");
        }
        return 0;
    }

    /// <returns>Milliseconds; another campaign each time, so that neither side lives on what it has just read.</returns>
    private static async Task<double> ReadAsync(Side side, ReportFilter filter)
    {
        await using var db = side.Open();
        var watch = Stopwatch.StartNew();
        var report = await new CampaignReportQuery(db, TimeProvider.System).RunAsync(side.Campaigns[side.Turn++ % side.Campaigns.Count], filter, CancellationToken.None);
        var taken = watch.Elapsed.TotalMilliseconds;
        return report!.Signatures.Created > 0 ? taken : throw new InvalidOperationException("The report is empty.");
    }

    private static async Task<Side> SideAsync(PostgresCluster cluster, int signatures, int campaigns)
    {
        var connection = await cluster.CreateDatabaseAsync("reach");
        await using (await Server.StartAsync(Server.Program, [], ServerSettings.Of(connection))) { } // it makes the tables
        var side = new Side(connection);
        await using (var db = side.Open())
        {
            var now = DateTimeOffset.UtcNow;
            for (var at = 0; at < campaigns; at++)
            {
                var campaign = new Campaign("Europe/Lisbon", now);
                campaign.Publish(now);
                db.AddRange(campaign, new CampaignText(campaign.Id, "en", $"benchmark-{at}", now) { IsOriginal = true, Topic = "benchmarks" },
                    new Target(campaign.Id, 1, "Dana Whitlock") { Email = "chief@northwind.example", XHandle = "northwind" }, new Message(campaign.Id, Step.Tweet, "en", null, "Stop it {link}"));
                side.Campaigns.Add(campaign.Id);
            }
            await db.SaveChangesAsync();
        }
        await using var source = NpgsqlDataSource.Create(connection);
        await using var connected = await source.OpenConnectionAsync();
        foreach (var sql in (string[])[Signatures, Actions, ReachOfSigning, ReachOfActions, "VACUUM ANALYZE"])
        {
            await using var command = new NpgsqlCommand(sql, connected) { CommandTimeout = 0 };
            if (sql.Contains("$1", StringComparison.Ordinal)) command.Parameters.Add(new NpgsqlParameter { Value = side.Campaigns.ToArray() });
            if (sql.Contains("$2", StringComparison.Ordinal)) command.Parameters.Add(new NpgsqlParameter { Value = signatures });
            await command.ExecuteNonQueryAsync();
        }
        return side;
    }

    /// <summary>Over 120 days in order of time; five of six confirmed, one of ten by a share.</summary>
    private const string Signatures = """
        INSERT INTO signature (id, campaign_id, text_version_id, language, email_key, email, name, country, show_name, wants_updates, generation, source, is_test, state, created_at, state_changed_at, confirmed_at)
        SELECT gen_random_uuid(), ($1::uuid[])[1 + i % cardinality($1::uuid[])], '00000000-0000-0000-0000-000000000001', 'en', sha256(convert_to(i::text, 'UTF8')), 'p' || i || '@example.org', 'Ana Sousa', 'PT', true, false,
          CASE WHEN h % 10 = 0 THEN 1 ELSE 0 END, CASE WHEN h % 10 = 0 THEN 'share-whatsapp' WHEN h % 10 < 4 THEN 'newsletter' ELSE '' END, false,
          CASE WHEN h % 6 = 0 THEN 'Pending' ELSE 'Confirmed' END, at, at, CASE WHEN h % 6 = 0 THEN NULL ELSE at END
        FROM (SELECT i, abs(hashint4(i)) AS h, now() - interval '120 days' + i * (interval '120 days' / ($2::int + 1)) AS at FROM generate_series(1, $2::int) i) made
        """;

    /// <summary>One of five tweets, one of ten shares.</summary>
    private const string Actions = """
        INSERT INTO action (id, campaign_id, signature_id, step, channel, target_id, language, message_id, text, is_customised, source, generation, is_test, rung, started_at, self_reported_at)
        SELECT gen_random_uuid(), s.campaign_id, s.id, of.step, of.channel, CASE WHEN of.step = 'Tweet' THEN t.id END, 'en', CASE WHEN of.step = 'Tweet' THEN m.id END, 'Stop it', false, s.source, s.generation, false, 'SelfReported', s.created_at, s.created_at
        FROM signature s JOIN target t ON t.campaign_id = s.campaign_id JOIN message m ON m.campaign_id = s.campaign_id
        JOIN (VALUES ('Tweet', 'X', 5), ('Share', 'WhatsApp', 10)) AS of (step, channel, each) ON abs(hashint4(hashtext(s.email))) % of.each = 0
        """;

    private const string ReachOfSigning = """
        INSERT INTO reach_count (campaign_id, hour, step, channel, rung, target_id, message_id, language, source, generation, number)
        SELECT s.campaign_id, date_trunc('hour', s.created_at), 'Sign', 'Link', r.rung, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 'en', s.source, s.generation, count(*) * r.times
        FROM signature s CROSS JOIN (VALUES ('Shown', 7), ('Started', 1)) AS r (rung, times) GROUP BY s.campaign_id, 2, r.rung, s.source, s.generation, r.times
        """;

    private const string ReachOfActions = """
        INSERT INTO reach_count (campaign_id, hour, step, channel, rung, target_id, message_id, language, source, generation, number)
        SELECT a.campaign_id, date_trunc('hour', a.started_at), a.step, a.channel, r.rung, coalesce(a.target_id, '00000000-0000-0000-0000-000000000000'), coalesce(a.message_id, '00000000-0000-0000-0000-000000000000'), 'en', a.source, a.generation, count(*) * r.times
        FROM action a CROSS JOIN (VALUES ('Shown', 3), ('Started', 1)) AS r (rung, times) GROUP BY a.campaign_id, 2, a.step, a.channel, r.rung, a.target_id, a.message_id, a.source, a.generation, r.times
        """;

    private sealed class Side(string connection)
    {
        private readonly DbContextOptions<CampaignsDb> _options = new DbContextOptionsBuilder<CampaignsDb>().UseNpgsql(connection).Options;

        public List<Guid> Campaigns { get; } = [];
        public int Turn { get; set; }

        public CampaignsDb Open() => new(_options);
    }
}
