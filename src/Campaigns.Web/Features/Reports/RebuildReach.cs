using System.Data;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Reports;

/// <summary>
/// Nightly: counts again, from the rows, the starts of the last four weeks that have a row each, puts right what differs and says so. Openings
/// have no rows, so they stay as they were counted. Later than that a day is final: signatures that were never confirmed go away after 30 days.
/// </summary>
public sealed partial class RebuildReach(IDbContextFactory<CampaignsDb> databases, SqlDialect dialect, SqliteWriteGate gate, TimeProvider clock, ILogger<RebuildReach> log) : IJob
{
    public const int Days = 28;
    private const string Steps = "'Sign', 'Tweet', 'FacebookComment', 'EmailTarget'", Nobody = "'00000000-0000-0000-0000-000000000000'";

    public async Task RunAsync(CancellationToken ct)
    {
        List<Guid> campaigns;
        await using (var db = await databases.CreateDbContextAsync(ct)) campaigns = await db.Campaigns.Where(c => !c.IsTest).Select(c => c.Id).ToListAsync(ct);
        foreach (var campaign in campaigns)
            try { await RebuildAsync(campaign, ct); }
            catch (Exception e) when (e is not OperationCanceledException) { NotRebuilt(campaign, e); } // tomorrow's turn, and the others go on
    }

    private async Task RebuildAsync(Guid campaignId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // Today is still being counted.
        var until = now.UtcDateTime.Date;
        var from = until.AddDays(-Days);
        using var turn = await gate.EnterAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(dialect is SqlDialect.Sqlite ? IsolationLevel.Serializable : IsolationLevel.RepeatableRead, ct);
        var counted = await SumsAsync(db, $"SELECT {Day("r.hour")} AS \"Day\", r.step AS \"Step\", CAST(sum(r.number) AS integer) AS \"Number\" FROM reach_count r WHERE r.campaign_id = {{0}} AND r.hour >= {{1}} AND r.hour < {{2}} AND r.rung = 'Started' AND r.step IN ({Steps}) GROUP BY 1, 2", campaignId, from, until, ct);
        var rebuilt = await SumsAsync(db, $"SELECT {Day("starts.at")} AS \"Day\", starts.step AS \"Step\", CAST(count(*) AS integer) AS \"Number\" FROM ({Starts}) starts GROUP BY 1, 2", campaignId, from, until, ct);
        var drifted = counted.Keys.Union(rebuilt.Keys).Where(of => counted.GetValueOrDefault(of) != rebuilt.GetValueOrDefault(of)).Order().ToList();
        foreach (var (day, step) in drifted)
        {
            await PutRightAsync(db, campaignId, day, step, ct);
            var (was, isNow) = (counted.GetValueOrDefault((day, step)), rebuilt.GetValueOrDefault((day, step)));
            db.Add(new ReachDrift(campaignId, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Enum.Parse<Step>(step), was, isNow, now));
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (drifted.Count > 0) Drifted(campaignId, drifted.Count);
    }

    /// <summary>One row a start of somebody who is not excluded, visitors and those who signed before under another id among them: {0} campaign, {1} from, {2} until.</summary>
    private const string Starts = $$"""
        SELECT s.created_at AS at, 'Sign' AS step, 'Link' AS channel, NULL AS target_id, NULL AS message_id, s.language, s.source, s.generation
        FROM signature s WHERE s.campaign_id = {0} AND s.created_at >= {1} AND s.created_at < {2} AND NOT s.is_test AND s.state IN ('Pending', 'Confirmed')
        UNION ALL
        SELECT a.started_at, a.step, a.channel, a.target_id, a.message_id, a.language, a.source, a.generation
        FROM action a LEFT JOIN signature s ON s.id = a.signature_id
        WHERE a.campaign_id = {0} AND a.started_at >= {1} AND a.started_at < {2} AND NOT a.is_test AND a.step IN ({{Steps}})
          AND (s.id IS NULL OR (NOT s.is_test AND s.state IN ('Pending', 'Confirmed')))
        """;

    private async Task PutRightAsync(CampaignsDb db, Guid campaignId, string day, string step, CancellationToken ct)
    {
        var from = DateTime.SpecifyKind(DateTime.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
        object[] values = [campaignId, from, from.AddDays(1), step];
        await db.Database.ExecuteSqlRawAsync("DELETE FROM reach_count WHERE campaign_id = {0} AND hour >= {1} AND hour < {2} AND rung = 'Started' AND step = {3}", values, ct);
        // An hour tells as many sources apart as when it was counted; here those with most starts keep their name.
        var insert = $"""
            WITH begun AS (SELECT {Hour("starts.at")} AS hour, starts.* FROM ({Starts}) starts WHERE starts.step = {"{3}"}),
            places AS (
              SELECT hour, source, row_number() OVER (PARTITION BY hour ORDER BY count(*) DESC, source) AS place
              FROM begun WHERE source NOT IN ('', '{ReachCount.OtherSources}') AND source NOT LIKE 'share-%' GROUP BY hour, source)
            INSERT INTO reach_count (campaign_id, hour, step, channel, rung, target_id, message_id, language, source, generation, number)
            SELECT {"{0}"}, b.hour, b.step, b.channel, 'Started', coalesce(b.target_id, {Empty}), coalesce(b.message_id, {Empty}), b.language,
              CASE WHEN p.place > {ReachCount.MostSourcesAnHour} THEN '{ReachCount.OtherSources}' ELSE b.source END, b.generation, count(*)
            FROM begun b LEFT JOIN places p ON p.hour = b.hour AND p.source = b.source
            GROUP BY 2, 3, 4, 6, 7, 8, 9, 10
            """;
        await db.Database.ExecuteSqlRawAsync(insert, values, ct);
    }

    private static async Task<Dictionary<(string Day, string Step), int>> SumsAsync(CampaignsDb db, string sql, Guid campaignId, DateTime from, DateTime until, CancellationToken ct) =>
        (await db.Database.SqlQueryRaw<StartSum>(sql, campaignId, from, until).ToListAsync(ct)).ToDictionary(of => (of.Day, of.Step), of => of.Number);

    private string Empty => dialect is SqlDialect.Postgres ? $"CAST({Nobody} AS uuid)" : Nobody;

    private string Day(string time) => dialect is SqlDialect.Postgres ? $"to_char({time} AT TIME ZONE 'UTC', 'YYYY-MM-DD')" : $"substr({time}, 1, 10)";

    private string Hour(string time) => dialect is SqlDialect.Postgres ? $"date_trunc('hour', {time} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'" : $"substr({time}, 1, 13) || ':00:00'";

    private sealed record StartSum(string Day, string Step, int Number);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The starts of campaign {CampaignId} were not rebuilt")]
    private partial void NotRebuilt(Guid campaignId, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "The starts of campaign {CampaignId} were put right where they had drifted from its rows: {Figures} figures of single days, see its reach page")]
    private partial void Drifted(Guid campaignId, int figures);
}
