using System.Threading.Channels;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// The rows that one drain holds ahead of its connections, loaded and ready: one shelf for what is urgent, one for everything.
/// A shelf is filled again when half of it is used; an empty queue is looked at again while any connection is still busy,
/// so that a server that takes minutes over one message does not keep new mail waiting.
/// </summary>
internal sealed class DeliveryReserve
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly DeliveryCommitter _committer;
    private readonly LoadDeliveries _load;
    private readonly MailLane _lane;
    private readonly Shelf _urgent, _any;
    private int _busy;
    private volatile bool _over;

    public DeliveryReserve(DeliveryCommitter committer, LoadDeliveries load, MailLane lane, QueueOptions options)
    {
        (_committer, _load, _lane) = (committer, load, lane);
        _urgent = new(IsUrgent: true, options.UrgentConnections * options.ReservePerConnection, options.UrgentConnections * options.MostPerConnection);
        var others = options.Connections - options.UrgentConnections;
        _any = new(IsUrgent: false, others * options.ReservePerConnection, others * options.MostPerConnection);
    }

    /// <summary>Ends when nothing is due and no connection is busy, or when the lane closes.</summary>
    public Task FillAsync(CancellationToken ct) => Task.WhenAll(FillAsync(_urgent, ct), FillAsync(_any, ct));

    /// <summary>The one row of a probe.</summary>
    public async Task FillOneAsync(CancellationToken ct)
    {
        try { await ClaimAsync(_any, 1, ct); }
        finally
        {
            _urgent.Close();
            _any.Close();
        }
    }

    /// <returns>The next row for a connection, which counts as busy until <see cref="Done"/>; null when the drain is over.</returns>
    public async Task<LoadedDelivery?> TakeAsync(bool urgentOnly, CancellationToken ct)
    {
        var shelf = urgentOnly ? _urgent : _any;
        while (await shelf.Rows.Reader.WaitToReadAsync(ct))
            if (TryTake(urgentOnly) is { } row) return row;
        return null;
    }

    /// <returns>A row that is there already, or null.</returns>
    public LoadedDelivery? TryTake(bool urgentOnly)
    {
        var shelf = urgentOnly ? _urgent : _any;
        // Busy before the row leaves the shelf, so that a look never sees neither.
        Interlocked.Increment(ref _busy);
        if (shelf.Rows.Reader.TryRead(out var row))
        {
            if (shelf.Lacks > 0) shelf.Wake();
            return row;
        }
        Done();
        return null;
    }

    public void Done()
    {
        if (Interlocked.Decrement(ref _busy) > 0) return;
        _urgent.Wake();
        _any.Wake();
    }

    /// <summary>What no connection took goes back.</summary>
    public async Task GiveBackAsync()
    {
        List<Task> releases = [];
        while (_urgent.Rows.Reader.TryRead(out var row) || _any.Rows.Reader.TryRead(out row)) releases.Add(_committer.ReleaseAsync(row.Claimed.Lease));
        await Task.WhenAll(releases);
    }

    private async Task FillAsync(Shelf shelf, CancellationToken ct)
    {
        try
        {
            while (shelf.Size > 0 && !_over && await _lane.LookAsync(ct) is LaneGate.Open)
            {
                if (shelf.Lacks is var lacking && lacking == 0)
                {
                    await shelf.WaitAsync(Timeout.InfiniteTimeSpan, ct);
                    continue;
                }
                var found = await ClaimAsync(shelf, lacking, ct);
                if (found == lacking) continue;
                shelf.IsDry = found == 0;
                if (IsOver()) return;
                await shelf.WaitAsync(LookAgain, ct);
                // A shelf that found little is not asked again at each row that is taken from it.
                while (!_over && !IsIdle && LookAgain - shelf.SinceClaim is var left && left > TimeSpan.Zero) await shelf.WaitAsync(left, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
        finally
        {
            // Whatever ends one shelf (nothing due, a closed lane, an error) ends the drain: the other alone would look on for ever,
            // and with fewer connections. The next turn starts both again.
            if (shelf.Size > 0) End();
            shelf.Close();
        }
    }

    /// <summary>Both shelves end together: one that found nothing still serves what comes while the other is being emptied.</summary>
    private bool IsOver()
    {
        if (!_over && _urgent.IsDry && _any.IsDry && IsIdle)
            End();
        return _over;
    }

    private void End()
    {
        _over = true;
        _urgent.Wake();
        _any.Wake();
    }

    private bool IsIdle => _urgent.Rows.Reader.Count + _any.Rows.Reader.Count == 0 && Volatile.Read(ref _busy) == 0;

    private async Task<int> ClaimAsync(Shelf shelf, int count, CancellationToken ct)
    {
        shelf.Claims();
        var (urgent, any) = await _committer.ClaimAsync(shelf.IsUrgent ? new(count, 0) : new(0, count));
        var rows = shelf.IsUrgent ? urgent : any;
        if (rows.Count == 0) return 0;
        try
        {
            foreach (var row in await _load.RunAsync(rows, ct)) shelf.Rows.Writer.TryWrite(row);
            return rows.Count;
        }
        catch
        {
            foreach (var row in rows) await _committer.ReleaseAsync(row.Lease);
            throw;
        }
    }

    /// <param name="Size">Rows at least, while there are some.</param>
    /// <param name="Most">Rows at most.</param>
    private sealed record Shelf(bool IsUrgent, int Size, int Most)
    {
        private int _room = Size;
        private readonly SemaphoreSlim _wake = new(0);
        private long _claimedAt;

        /// <summary>The last look found nothing.</summary>
        public bool IsDry { get; set; } = Size == 0;

        public Channel<LoadedDelivery> Rows { get; } = Channel.CreateUnbounded<LoadedDelivery>();

        /// <summary>Nothing until half is used: few large claims instead of many small ones.</summary>
        public int Lacks => Rows.Reader.Count is var held && held * 2 > _room ? 0 : _room - held;

        public TimeSpan SinceClaim => TimeSpan.FromMilliseconds(Environment.TickCount64 - _claimedAt);

        /// <summary>
        /// A shelf that empties fast is made longer, so that claims are few and large; one that does not is not: what lies on it while a server
        /// is slow would keep others from sending it.
        /// </summary>
        public void Claims()
        {
            _room = SinceClaim < LookAgain ? Math.Min(_room * 2, Most) : Size;
            _claimedAt = Environment.TickCount64;
        }

        public void Wake() => _wake.Release();

        public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
        {
            if (!await _wake.WaitAsync(atMost, ct)) return;
            while (_wake.Wait(0, CancellationToken.None)) { } // many calls are one
        }

        public void Close() => Rows.Writer.TryComplete();
    }
}
