using Campaigns.Core;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>What every page here knows of its campaign.</summary>
public sealed record LaunchHead
{
    public required Guid Id { get; init; }
    /// <summary>As the editor has it; null without one.</summary>
    public required string? Headline { get; init; }
    public required string? Slug { get; init; }
    /// <summary>As it holds now.</summary>
    public required CampaignStatus Status { get; init; }
    public required bool IsTest { get; init; }
    /// <summary>Never goes public.</summary>
    public required bool IsSample { get; init; }
    public required string TimeZone { get; init; }
    public required DateTimeOffset? OpensAt { get; init; }
    public required DateTimeOffset? ClosesAt { get; init; }
    /// <summary>Its opening time passed and nothing opened it.</summary>
    public required bool HasMissedOpening { get; init; }
    public required IReadOnlyList<StateAct> Acts { get; init; }
    public required DateTimeOffset Now { get; init; }

    public string Path => $"/admin/campaigns/{Id}";
    /// <summary>There is a page to look at.</summary>
    public bool HasPage => Slug is not null && (IsTest || Status is not CampaignStatus.Draft);

    /// <summary>"3 May 2026, 09:00 Europe/Berlin (07:00 UTC), in 2 days".</summary>
    public string Said(DateTimeOffset at, IStringLocalizer texts)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var (local, utc) = (TimeZoneInfo.ConvertTime(at, zone), at.ToUniversalTime());
        var inUtc = DateOnly.FromDateTime(utc.DateTime) == DateOnly.FromDateTime(local.DateTime) ? utc.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) : $"{Dates.Day(DateOnly.FromDateTime(utc.DateTime))}, {utc:HH:mm}";
        var moment = $"{Dates.Day(DateOnly.FromDateTime(local.DateTime))}, {local:HH:mm} {TimeZone} ({inUtc} UTC)";
        return at <= Now ? moment : $"{moment}, {From(at - Now, texts)}";
    }

    private static string From(TimeSpan wait, IStringLocalizer texts) => wait switch
    {
        { TotalHours: >= 47.5 } => texts["in {0} day|in {0} days"].For((int)Math.Round(wait.TotalDays)),
        { TotalMinutes: >= 90 } => texts["in {0} hour|in {0} hours"].For((int)Math.Round(wait.TotalHours)),
        _ => texts["in {0} minute|in {0} minutes"].For(Math.Max(1, (int)Math.Round(wait.TotalMinutes))),
    };
}

public sealed class LaunchHeads(CampaignsDb db, TimeProvider clock)
{
    /// <returns>Null when there is no such campaign.</returns>
    public async Task<LaunchHead?> RunAsync(Guid id, CancellationToken ct)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } campaign) return null;
        var text = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).Select(t => new
        {
            t.Slug,
            Draft = db.TextDrafts.Where(d => d.CampaignTextId == t.Id).Select(d => d.Headline).FirstOrDefault(),
            Shown = db.TextVersions.Where(v => v.CampaignTextId == t.Id).OrderByDescending(v => v.Number).Select(v => v.Headline).FirstOrDefault(),
        }).FirstOrDefaultAsync(ct);
        var now = clock.GetUtcNow();
        return new LaunchHead
        {
            Id = id, Headline = string.IsNullOrEmpty(text?.Draft) ? text?.Shown : text.Draft, Slug = text?.Slug, Status = campaign.StatusAt(now), IsTest = campaign.IsTest, IsSample = campaign.IsSample, TimeZone = campaign.TimeZone,
            OpensAt = campaign.OpensAt, ClosesAt = campaign.ClosesAt, HasMissedOpening = campaign.HasMissedOpeningAt(now), Acts = campaign.RemovedReason is null ? campaign.ActsAt(now) : [], Now = now,
        };
    }
}
