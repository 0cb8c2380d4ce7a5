using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>How long letters wait for each target of a campaign: staff are warned when it is over fourteen days, since nobody's words should be that late.</summary>
public sealed class LetterBacklog(IDbContextFactory<CampaignsDb> databases, LimitRules limits, TimeProvider clock)
{
    public const int LongDays = 14;

    /// <returns>Targets for which letters wait, in the campaign's order.</returns>
    public async Task<IReadOnlyList<TargetBacklog>> RunAsync(Guid campaignId, CancellationToken ct)
    {
        await limits.RefreshAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var waiting = await db.Targets.Where(t => t.CampaignId == campaignId).OrderBy(t => t.Position).Select(t => new
        {
            t.Id, t.Name,
            Letters = db.Deliveries.Count(d => d.TargetId == t.Id && d.NextAttemptAt == null && d.Attempts == 0 && d.State == DeliveryState.Pending),
            Oldest = db.Deliveries.Where(d => d.TargetId == t.Id && d.NextAttemptAt == null && d.Attempts == 0 && d.State == DeliveryState.Pending).OrderBy(d => d.Id).Select(d => (DateTimeOffset?)d.CreatedAt).FirstOrDefault(),
        }).ToListAsync(ct);
        var perDay = PerDay(limits[LimitNames.TargetLetters]);
        return [.. waiting.Where(t => t.Letters > 0).Select(t => new TargetBacklog(t.Id, t.Name, t.Letters, (now - t.Oldest!.Value).TotalDays, t.Letters / perDay))];
    }

    /// <summary>Letters to one target on an average day of the week.</summary>
    private static double PerDay(LimitRule rule)
    {
        var perHour = Math.Min(rule.Burst * 3600.0 / rule.BurstSeconds, rule.Sustained * 3600.0 / rule.SustainedSeconds);
        return perHour * OfficeHours.HoursPerDay * OfficeHours.DaysPerWeek / 7;
    }
}

/// <param name="Letters">Without a time yet.</param>
/// <param name="OldestDays">How long the oldest has waited.</param>
/// <param name="DaysToGo">Until the last would leave at the present pace.</param>
public sealed record TargetBacklog(Guid TargetId, string Name, int Letters, double OldestDays, double DaysToGo)
{
    public bool IsLong => Math.Max(OldestDays, DaysToGo) > LetterBacklog.LongDays;
}
