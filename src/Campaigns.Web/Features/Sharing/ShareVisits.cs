using System.Runtime.InteropServices;
using System.Text;
using Campaigns.Core;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Sharing;

/// <summary>
/// Counts openings of share links in memory, people and robots apart, and adds them set-wise to the rows of the links and to the hours of the
/// campaign, in one commit: an opening writes nothing.
/// </summary>
public sealed class ShareVisits(IDbContextFactory<CampaignsDb> databases, SqliteWriteGate gate, TimeProvider clock)
{
    private const int RowsAtOnce = 500;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private Dictionary<(Guid Link, DateTime Hour), Visits> _counts = [];

    public void Count(Guid shareLinkId, bool isRobot)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            ref var visits = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, (shareLinkId, now.Date.AddHours(now.Hour)), out _);
            visits = isRobot ? visits with { Robots = visits.Robots + 1 } : visits with { People = visits.People + 1 };
        }
    }

    /// <summary>Writes down what has come together. What cannot be written stays counted.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await _flushing.WaitAsync(ct);
        try { await WriteAsync(ct); }
        finally { _flushing.Release(); }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        Dictionary<(Guid Link, DateTime Hour), Visits> taken;
        lock (_lock) (taken, _counts) = (_counts, []);
        // In one order on every node, so that two of them never wait for each other.
        foreach (var rows in taken.OrderBy(pair => pair.Key).Chunk(RowsAtOnce))
        {
            try
            {
                await AddAsync(rows, ct);
                foreach (var (of, _) in rows) taken.Remove(of);
            }
            catch
            {
                GiveBack(taken);
                throw;
            }
        }
    }

    private void GiveBack(Dictionary<(Guid Link, DateTime Hour), Visits> left)
    {
        lock (_lock)
        {
            foreach (var (of, visits) in left)
                _counts[of] = _counts.TryGetValue(of, out var since) ? new Visits(since.People + visits.People, since.Robots + visits.Robots) : visits;
        }
    }

    private async Task AddAsync(KeyValuePair<(Guid Link, DateTime Hour), Visits>[] rows, CancellationToken ct)
    {
        // Both databases call the columns of a list of values column1, column2, column3, column4.
        var list = new StringBuilder("(VALUES ");
        for (var at = 0; at < rows.Length; at++) list.Append(at == 0 ? "" : ", ").Append($"({{{4 * at}}}, {{{4 * at + 1}}}, {{{4 * at + 2}}}, {{{4 * at + 3}}})");
        list.Append(") AS v");
        var values = rows.SelectMany(row => (object[])[row.Key.Link, row.Key.Hour, row.Value.People, row.Value.Robots]).ToArray();
        using var turn = await gate.EnterAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var links = $"""
            UPDATE share_link SET visits = visits + o.people, robot_visits = robot_visits + o.robots
            FROM (SELECT v.column1 AS id, CAST(sum(v.column3) AS integer) AS people, CAST(sum(v.column4) AS integer) AS robots FROM {list} GROUP BY v.column1) AS o
            WHERE share_link.id = o.id
            """;
        var hours = $"""
            INSERT INTO share_visit (campaign_id, hour, channel, language, generation, visits, robot_visits)
            SELECT l.campaign_id, v.column2, l.channel, l.language, l.generation, sum(v.column3), sum(v.column4)
            FROM {list} JOIN share_link l ON l.id = v.column1 WHERE NOT l.is_test
            GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            ON CONFLICT (campaign_id, hour, channel, language, generation) DO UPDATE SET visits = share_visit.visits + excluded.visits, robot_visits = share_visit.robot_visits + excluded.robot_visits
            """;
        await db.Database.ExecuteSqlRawAsync(links, values, ct);
        await db.Database.ExecuteSqlRawAsync(hours, values, ct);
        await transaction.CommitAsync(ct);
    }

    private readonly record struct Visits(int People, int Robots);
}
