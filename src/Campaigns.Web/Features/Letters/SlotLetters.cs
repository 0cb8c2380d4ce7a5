using System.Data;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Letters;

/// <summary>
/// Gives letters that wait for a target their time: oldest first, at most ten minutes ahead, as many an hour as the limit says, within office hours.
/// Time is cut into slots of equal length, and a slot that a letter of this target holds is not given again; so running it twice, on two nodes
/// or after a restart gives no more.
/// </summary>
public sealed partial class SlotLetters(IDbContextFactory<CampaignsDb> databases, SqlDialect dialect, LimitRules limits, LetterQueue queue, InstallationKeys keys, TimeProvider clock, ILogger<SlotLetters> log) : IJob
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);
    /// <summary>Another node's clock may be this far ahead: what it may be sending now is not given once more.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(15);
    /// <summary>How far back a letter is looked for that its confirmation did not see.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(1);

    /// <summary>Letters that one run gives up; the next run goes on.</summary>
    public const int MostEnded = 1_000;
    /// <summary>
    /// The targets in <c>ix_delivery_parked</c>, each found by one seek behind the one before: a million letters to ten targets are eleven seeks.
    /// Both databases take these words.
    /// </summary>
    public const string TargetsOfParked = """
        WITH RECURSIVE parked(target_id) AS (
          SELECT (SELECT d.target_id FROM delivery d WHERE d.target_id IS NOT NULL AND d.next_attempt_at IS NULL AND d.attempts = 0 ORDER BY d.target_id LIMIT 1)
          UNION ALL
          SELECT (SELECT d.target_id FROM delivery d WHERE d.target_id > parked.target_id AND d.target_id IS NOT NULL AND d.next_attempt_at IS NULL AND d.attempts = 0 ORDER BY d.target_id LIMIT 1)
          FROM parked WHERE parked.target_id IS NOT NULL)
        SELECT target_id AS "Value" FROM parked WHERE target_id IS NOT NULL
        """;

    public async Task RunAsync(CancellationToken ct)
    {
        await AddMissedAsync(ct);
        await limits.RefreshAsync(ct);
        var length = LetterSlots.LengthOf(limits[LimitNames.TargetLetters]);
        var now = clock.GetUtcNow();
        var waitedFor = await WaitedForAsync(ct);
        await EndAsync([.. waitedFor.Where(of => of.Why is not null)], ct);
        foreach (var target in waitedFor.Where(of => of is { Why: null, MayLeave: true }))
        {
            var zone = OfficeHours.ZoneOf(target.Own!.TimeZone, target.CampaignZone!);
            var slots = LetterSlots.Between(target.Own.Id, now + Skew, now + Ahead, length, zone);
            if (slots.Count == 0) continue;
            var given = await GiveAsync(target.Own, slots, length, now, ct);
            if (given > 0) Slotted(given, target.Own.Id);
        }
    }

    /// <summary>
    /// Whom letters wait for, one step along the index for each of them, however many letters wait. One in test mode, or whose address bounced, is not
    /// written to for now; for one that was removed, blocked or left without an address nothing ever leaves.
    /// </summary>
    private async Task<List<WaitedFor>> WaitedForAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var ids = await db.Database.SqlQueryRaw<Guid>(TargetsOfParked).ToListAsync(ct);
        if (ids.Count == 0) return [];
        var known = await (
            from target in db.Targets.AsNoTracking()
            where ids.Contains(target.Id)
            join campaign in db.Campaigns.AsNoTracking() on target.CampaignId equals campaign.Id
            select new { target, campaign.TimeZone, campaign.IsTest, campaign.RemovedReason }).ToDictionaryAsync(row => row.target.Id, ct);
        return ids.ConvertAll(id => known.GetValueOrDefault(id) is not { target: var own } row ? new WaitedFor(id, null, null, false, "The target was removed.")
            : new WaitedFor(id, own, row.TimeZone, !row.IsTest && LetterQueue.AddressOf(own) is not null, row.RemovedReason is not null ? "The campaign was removed." : LetterQueue.WhyNever(own)));
    }

    /// <summary>Ends letters that can never leave, oldest first and a bounded number at a time. Counted as a try, as the worker does: their senders are told.</summary>
    private async Task EndAsync(IReadOnlyList<WaitedFor> hopeless, CancellationToken ct)
    {
        var left = MostEnded;
        foreach (var target in hopeless)
        {
            if (left <= 0) return;
            await using var db = await databases.CreateDbContextAsync(ct);
            var letters = await db.Deliveries.Where(d => d.TargetId == target.Id && d.NextAttemptAt == null && d.Attempts == 0 && !d.IsTest && d.State == DeliveryState.Pending)
                .OrderBy(d => d.Id).Take(left).Select(d => d.Id).ToListAsync(ct);
            if (letters.Count == 0) continue;
            var ended = await db.Deliveries.Where(d => letters.Contains(d.Id) && d.State == DeliveryState.Pending && d.NextAttemptAt == null).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, DeliveryState.Suppressed).SetProperty(d => d.Reason, target.Why).SetProperty(d => d.Attempts, d => d.Attempts + 1), ct);
            left -= letters.Count;
            if (ended > 0) Ended(ended, target.Id, target.Why!);
        }
    }

    /// <summary>One target in one transaction, under the lock of its row: two nodes at once do not give a slot twice.</summary>
    private async Task<int> GiveAsync(Target target, IReadOnlyList<DateTimeOffset> slots, TimeSpan length, DateTimeOffset now, CancellationToken ct)
    {
        if (LetterQueue.AddressOf(target) is not { } address) return 0;
        await using var db = await databases.CreateDbContextAsync(ct);
        // Serializable is SQLite's immediate transaction; PostgreSQL locks the one row instead.
        await using var transaction = await db.Database.BeginTransactionAsync(dialect is SqlDialect.Sqlite ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted, ct);
        if (dialect is SqlDialect.Postgres) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM target WHERE id = {target.Id} FOR UPDATE", ct);

        var (first, last) = (LetterSlots.StartOf(slots[0], length), LetterSlots.StartOf(slots[^1], length) + length);
        var taken = (await db.Deliveries.Where(d => d.TargetId == target.Id && d.NextAttemptAt >= first && d.NextAttemptAt < last && !d.IsTest).Select(d => d.NextAttemptAt!.Value).ToListAsync(ct))
            .Select(at => LetterSlots.StartOf(at, length)).ToHashSet();
        var free = slots.Where(slot => !taken.Contains(LetterSlots.StartOf(slot, length))).ToList();
        var before = now - LetterQueue.Grace;
        var letters = await db.Deliveries
            .Where(d => d.TargetId == target.Id && d.NextAttemptAt == null && d.Attempts == 0 && !d.IsTest && d.State == DeliveryState.Pending && d.CreatedAt <= before)
            .OrderBy(d => d.Id).Take(free.Count).Select(d => d.Id).ToListAsync(ct);

        // Staff may have mended the address since the letter was queued.
        var (key, domain) = (keys.Emails.KeyOf(address), SendingDomain.Of(address));
        var given = 0;
        foreach (var (id, slot) in letters.Zip(free))
            given += await db.Deliveries.Where(d => d.Id == id && d.State == DeliveryState.Pending && d.NextAttemptAt == null).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)slot).SetProperty(d => d.RecipientKey, key).SetProperty(d => d.RecipientDomain, domain), ct);
        await transaction.CommitAsync(ct);
        return given;
    }

    /// <summary>A letter written in the very moment in which its sender pressed the button of the confirmation: neither commit saw the other.</summary>
    private async Task AddMissedAsync(CancellationToken ct)
    {
        var (now, since) = (clock.GetUtcNow(), clock.GetUtcNow() - LookBack);
        List<Guid> missed;
        await using (var db = await databases.CreateDbContextAsync(ct))
            missed = await (
                from campaign in db.Campaigns
                where campaign.LetterWay == LetterWay.OurServer
                join letter in db.Actions on campaign.Id equals letter.CampaignId
                where letter.StartedAt >= since && letter.Step == Step.EmailTarget && letter.CancelledAt == null && letter.TargetId != null && letter.SignatureId != null
                where !db.Deliveries.Any(d => d.ActionId == letter.Id)
                join signature in db.Signatures on letter.SignatureId equals signature.Id
                where signature.State == SignatureState.Confirmed
                select signature.Id).Distinct().OrderBy(id => id).Take(500).ToListAsync(ct);
        foreach (var id in missed)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            if (await db.Signatures.SingleOrDefaultAsync(s => s.Id == id, ct) is not { } signature) continue;
            await queue.AddAsync(db, signature, now, ct);
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateException) { } // its own request was faster
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} letters to target {Target} have a time now")]
    private partial void Slotted(int count, Guid target);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} letters to target {Target} were given up: {Why}")]
    private partial void Ended(int count, Guid target, string why);

    /// <param name="Own">Null for one that was removed.</param>
    /// <param name="Why">Why its letters never leave; null while they may.</param>
    private sealed record WaitedFor(Guid Id, Target? Own, string? CampaignZone, bool MayLeave, string? Why);
}
