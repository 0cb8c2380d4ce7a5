using System.Runtime.InteropServices;
using System.Text;
using Campaigns.Core;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Sharing;

/// <summary>Counts openings of share links in memory, people and robots apart, and adds them to the rows set-wise: an opening writes nothing.</summary>
public sealed class ShareVisits(IDbContextFactory<CampaignsDb> databases, SqliteWriteGate gate)
{
    private const int RowsAtOnce = 500;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private Dictionary<Guid, Visits> _counts = [];

    public void Count(Guid shareLinkId, bool isRobot)
    {
        lock (_lock)
        {
            ref var visits = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, shareLinkId, out _);
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
        Dictionary<Guid, Visits> taken;
        lock (_lock) (taken, _counts) = (_counts, []);
        // In one order on every node, so that two of them never wait for each other.
        foreach (var rows in taken.OrderBy(pair => pair.Key).Chunk(RowsAtOnce))
        {
            try
            {
                await AddAsync(rows, ct);
                foreach (var (id, _) in rows) taken.Remove(id);
            }
            catch
            {
                GiveBack(taken);
                throw;
            }
        }
    }

    private void GiveBack(Dictionary<Guid, Visits> left)
    {
        lock (_lock)
        {
            foreach (var (id, visits) in left)
                _counts[id] = _counts.TryGetValue(id, out var since) ? new Visits(since.People + visits.People, since.Robots + visits.Robots) : visits;
        }
    }

    private async Task AddAsync(KeyValuePair<Guid, Visits>[] rows, CancellationToken ct)
    {
        // Both databases call the columns of a list of values column1, column2, column3.
        var sql = new StringBuilder("UPDATE share_link SET visits = visits + v.column2, robot_visits = robot_visits + v.column3 FROM (VALUES ");
        for (var at = 0; at < rows.Length; at++) sql.Append(at == 0 ? "" : ", ").Append($"({{{3 * at}}}, {{{3 * at + 1}}}, {{{3 * at + 2}}})");
        sql.Append(") AS v WHERE share_link.id = v.column1");
        using var turn = await gate.EnterAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlRawAsync(sql.ToString(), rows.SelectMany(row => (object[])[row.Key, row.Value.People, row.Value.Robots]), ct);
    }

    private readonly record struct Visits(int People, int Robots);
}
