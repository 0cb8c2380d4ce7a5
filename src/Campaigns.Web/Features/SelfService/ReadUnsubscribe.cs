using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>The page behind the link that stops mail.</summary>
public sealed record UnsubscribePage
{
    public required string Token { get; init; }
    public required string Organisation { get; init; }
    /// <summary>What the mail was about; null when that is gone, and only everything can be stopped.</summary>
    public required string? Headline { get; init; }
    /// <summary>What this link has stopped; null for nothing.</summary>
    public required StopScope? Stopped { get; init; }
    public required bool IsUndone { get; init; }
    /// <summary>The signature that the mail went to is gone.</summary>
    public required bool IsGone { get; init; }
    public required bool IsErased { get; init; }
}

public sealed class ReadUnsubscribe(IDbContextFactory<CampaignsDb> databases, Organisation organisation)
{
    public async Task<UnsubscribePage> RunAsync(PersonLink link, bool isUndone, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var source = StopMail.SourceOf(link.DeliveryId);
        var stopped = await db.Suppressions.Where(s => s.RecipientKey == link.EmailKey && s.Source == source).Select(s => (SuppressionScope?)s.Scope).FirstOrDefaultAsync(ct);
        return new UnsubscribePage
        {
            Token = link.Token,
            Organisation = organisation.Now.Name,
            Headline = link.CampaignId is { } campaign ? await CampaignWords.HeadlineAsync(db, campaign, link.Language, ct) : null,
            Stopped = stopped switch { null => null, SuppressionScope.All => StopScope.Everything, _ => StopScope.Campaign },
            IsUndone = isUndone,
            IsGone = link.Language is null,
            IsErased = link.ErasedAt is not null,
        };
    }
}
