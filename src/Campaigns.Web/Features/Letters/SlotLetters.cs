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

    public async Task RunAsync(CancellationToken ct)
    {
        await AddMissedAsync(ct);
        await limits.RefreshAsync(ct);
        var length = LetterSlots.LengthOf(limits[LimitNames.TargetLetters]);
        var now = clock.GetUtcNow();
        foreach (var target in await WaitedForAsync(now, ct))
        {
            var zone = OfficeHours.ZoneOf(target.Own.TimeZone, target.CampaignZone);
            var slots = LetterSlots.Between(target.Own.Id, now + Skew, now + Ahead, length, zone);
            if (slots.Count == 0) continue;
            var given = await GiveAsync(target.Own, slots, length, now, ct);
            if (given > 0) Slotted(given, target.Own.Id);
        }
    }

    /// <summary>Targets that take mail and that a letter waits for. One in test mode or taken away is not written to: its letters wait.</summary>
    private async Task<List<(Target Own, string CampaignZone)>> WaitedForAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var before = now - LetterQueue.Grace;
        var found = await (
            from target in db.Targets.AsNoTracking()
            where target.Mail == TargetMail.Ok && target.Email != null
            join campaign in db.Campaigns.AsNoTracking() on target.CampaignId equals campaign.Id
            where !campaign.IsTest && campaign.RemovedReason == null
            where db.Deliveries.Any(d => d.TargetId == target.Id && d.NextAttemptAt == null && d.Attempts == 0 && !d.IsTest && d.State == DeliveryState.Pending && d.CreatedAt <= before)
            select new { target, campaign.TimeZone }).ToListAsync(ct);
        return found.ConvertAll(row => (row.target, row.TimeZone));
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
}
