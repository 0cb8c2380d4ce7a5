using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Admin;

/// <summary>What one campaign is called and how many signatures it has, by state.</summary>
public sealed class CampaignFigures(CampaignsDb db, TimeProvider clock)
{
    /// <returns>Null when there is no such campaign.</returns>
    public async Task<CampaignHead?> RunAsync(Guid id, CancellationToken ct)
    {
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null) return null;

        var text = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == id).OrderByDescending(t => t.IsOriginal).FirstOrDefaultAsync(ct);
        var headline = text is null ? null : await db.TextVersions.Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).Select(v => v.Headline).FirstOrDefaultAsync(ct);
        var count = await db.CampaignCounts.AsNoTracking().SingleOrDefaultAsync(c => c.CampaignId == id, ct);
        var states = await db.Signatures.Where(s => s.CampaignId == id && !s.IsTest).GroupBy(s => s.State).Select(group => new { group.Key, Number = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Number, ct);
        return new CampaignHead
        {
            Frames = FrameOrigins.Of(campaign.EmbedOrigins),
            Texts = await (
                from own in db.CampaignTexts
                where own.CampaignId == id
                from version in db.TextVersions.Where(v => v.CampaignTextId == own.Id).OrderByDescending(v => v.Number).Take(1)
                orderby own.IsOriginal descending, own.Language
                select new CampaignHeadText(own.Language, own.Slug, version.Headline)).ToListAsync(ct),
            HasMissedOpening = campaign.HasMissedOpeningAt(clock.GetUtcNow()), OpensAt = campaign.OpensAt, Id = id, Headline = headline, Slug = text?.Slug, Status = campaign.StatusAt(clock.GetUtcNow()), IsSample = campaign.IsSample, Zone = CampaignList.Zone(campaign.TimeZone),
            Online = count?.Online ?? 0, Paper = count?.Paper ?? 0, States = states,
            TestRun = campaign.TestRun, MayBeTested = campaign.MayBeTested, Tests = await db.Signatures.CountAsync(s => s.CampaignId == id && s.IsTest, ct),
        };
    }
}

public sealed record CampaignHead
{
    public required Guid Id { get; init; }
    public required string? Headline { get; init; }
    public required string? Slug { get; init; }
    /// <summary>As it holds now.</summary>
    public required CampaignStatus Status { get; init; }
    /// <summary>Never goes public.</summary>
    public required bool IsSample { get; init; }
    /// <summary>Its time came and nothing opened it: somebody has to say what is to be done.</summary>
    public required bool HasMissedOpening { get; init; }
    public required DateTimeOffset? OpensAt { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    /// <summary>The public number; the counting job moves it within seconds.</summary>
    public required int Online { get; init; }
    public required int Paper { get; init; }
    /// <summary>Whose pages may show the form.</summary>
    public required FrameOrigins Frames { get; init; }
    /// <summary>The original first.</summary>
    public required IReadOnlyList<CampaignHeadText> Texts { get; init; }
    /// <summary>Test signatures are in none of them.</summary>
    public required IReadOnlyDictionary<SignatureState, int> States { get; init; }
    /// <summary>Set while the campaign is in test mode.</summary>
    public required Guid? TestRun { get; init; }
    public required bool MayBeTested { get; init; }
    /// <summary>Signatures given in test mode, whatever their state.</summary>
    public required int Tests { get; init; }

    public bool IsTest => TestRun is not null;

    public int In(SignatureState state) => States.GetValueOrDefault(state);
}

public sealed record CampaignHeadText(string Language, string Slug, string Headline);
