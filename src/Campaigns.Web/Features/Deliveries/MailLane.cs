using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>
/// The shared row of the way out by mail. Five failed connections in a row, over all nodes, open the breaker: nothing is claimed but one
/// probe a minute. Three faults of our own in a row pause the lane until a person resumes it.
/// </summary>
internal sealed partial class MailLane(IDbContextFactory<CampaignsDb> databases, CurrentMail mail, TimeProvider time, ILogger<MailLane> logger)
{
    private const string Name = Lane.Mail;
    private const int FailuresThatOpen = 5;
    private const int FaultsThatPause = 3;
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);

    private volatile LaneState _known = new(LaneGate.Open, HasTrouble: false, DateTimeOffset.MinValue);

    /// <summary>As last read or told; at most a second old while mail leaves.</summary>
    public LaneGate Gate => _known.Gate;

    /// <summary>Reads the row when what is known is over a second old.</summary>
    public async Task<LaneGate> LookAsync(CancellationToken ct)
    {
        if (time.GetUtcNow() - _known.ReadAt is var age && age >= TimeSpan.Zero && age < ReadEvery) return Gate;
        return await ReadAsync(ct);
    }

    public async Task<LaneGate> ReadAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var lane = await db.Lanes.AsNoTracking().SingleAsync(l => l.Name == Name, ct);
        var settings = await mail.ReadAsync(ct);
        var gate = !settings.IsReady ? LaneGate.NotSetUp
            : lane.PausedAt is not null ? LaneGate.Paused
            : lane.ConnectFailures < FailuresThatOpen ? LaneGate.Open
            : lane.OpenUntil > now ? LaneGate.Closed
            : LaneGate.Probe;
        _known = new(gate, lane.ConnectFailures > 0 || lane.OurFaults > 0, now);
        return gate;
    }

    /// <summary>Takes the one probe of this minute; another node may have been first.</summary>
    public async Task<bool> TakeProbeAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Lanes.Where(l => l.Name == Name && l.PausedAt == null && l.ConnectFailures >= FailuresThatOpen && (l.OpenUntil == null || l.OpenUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.OpenUntil, now + ProbeEvery), ct) > 0;
    }

    /// <summary>Counts what a connection met. A good one writes only when there is trouble to forget: the row is not touched once a mail.</summary>
    public async Task ReportAsync(MailOutcome outcome)
    {
        switch (outcome.Kind)
        {
            case MailOutcomeKind.NotConnected: await CountFailureAsync(); break;
            case MailOutcomeKind.OurFault: await CountFaultAsync(outcome); break;
            case MailOutcomeKind.FenceLost or MailOutcomeKind.Unsendable or MailOutcomeKind.Ambiguous: break;
            default:
                if (_known.HasTrouble) await ForgetTroubleAsync();
                break;
        }
    }

    private async Task CountFailureAsync()
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync();
        await db.Lanes.Where(l => l.Name == Name).ExecuteUpdateAsync(set => set.SetProperty(l => l.ConnectFailures, l => l.ConnectFailures + 1));
        var opened = await db.Lanes.Where(l => l.Name == Name && l.ConnectFailures >= FailuresThatOpen)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.OpenUntil, now + ProbeEvery)) > 0;
        if (opened && Gate is LaneGate.Open) BreakerOpened(logger, FailuresThatOpen);
        await ReadAsync(CancellationToken.None);
    }

    private async Task CountFaultAsync(MailOutcome outcome)
    {
        DateTimeOffset? now = time.GetUtcNow();
        var reason = $"The mail server refused this installation's settings {FaultsThatPause} times in a row: {outcome.ReplyCode} {ReplyMask.Mask(outcome.ReplyText)}";
        await using var db = await databases.CreateDbContextAsync();
        // The server was reached, so the breaker closes.
        await db.Lanes.Where(l => l.Name == Name).ExecuteUpdateAsync(set => set
            .SetProperty(l => l.OurFaults, l => l.OurFaults + 1).SetProperty(l => l.ConnectFailures, 0).SetProperty(l => l.OpenUntil, (DateTimeOffset?)null));
        var paused = await db.Lanes.Where(l => l.Name == Name && l.OurFaults >= FaultsThatPause && l.PausedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.PausedAt, now).SetProperty(l => l.PausedReason, reason)) > 0;
        if (paused) Paused(logger, FaultsThatPause, outcome.ReplyCode);
        await ReadAsync(CancellationToken.None);
    }

    private async Task ForgetTroubleAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.Lanes.Where(l => l.Name == Name).ExecuteUpdateAsync(set => set
            .SetProperty(l => l.ConnectFailures, 0).SetProperty(l => l.OurFaults, 0).SetProperty(l => l.OpenUntil, (DateTimeOffset?)null));
        await ReadAsync(CancellationToken.None);
    }

    private sealed record LaneState(LaneGate Gate, bool HasTrouble, DateTimeOffset ReadAt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Failures} connections to the mail server failed in a row: one probe a minute from now on")]
    private static partial void BreakerOpened(ILogger logger, int failures);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail is paused: the mail server refused our settings {Faults} times in a row (reply {Code}). Mend them, then resume")]
    private static partial void Paused(ILogger logger, int faults, int? code);
}

internal enum LaneGate
{
    Open,
    /// <summary>The breaker is open.</summary>
    Closed,
    /// <summary>The breaker is open and its minute is over: one message may try.</summary>
    Probe,
    /// <summary>Until a person resumes it.</summary>
    Paused,
    /// <summary>Nobody has said who sends, or through which server: mail waits in the queue.</summary>
    NotSetUp,
}
