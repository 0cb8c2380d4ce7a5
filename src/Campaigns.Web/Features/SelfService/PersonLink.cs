using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.SelfService;

/// <summary>A mailed link to one's own data or to the end of mail, as it stands now.</summary>
public sealed record PersonLink
{
    public required string Token { get; init; }
    public required Guid DeliveryId { get; init; }
    /// <summary>32 bytes: whom the mail went to.</summary>
    public required byte[] EmailKey { get; init; }
    /// <summary>What the mail was about.</summary>
    public required Guid? CampaignId { get; init; }
    /// <summary>Null when the signature that the mail went to is gone.</summary>
    public required string? Language { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }
    public required DateTimeOffset? SentAt { get; init; }
    /// <summary>When the person had their data erased.</summary>
    public required DateTimeOffset? ErasedAt { get; init; }
    public required DateTimeOffset Now { get; init; }

    public DateTimeOffset ExpiresAt => WrittenAt + LinkLife.Manage;

    public bool IsExpired => ExpiresAt <= Now;

    /// <summary>Mailed within the hour.</summary>
    public bool IsFresh => (SentAt ?? WrittenAt) + LinkLife.Fresh > Now;
}

/// <summary>Finds the person that a mailed token stands for; reading changes nothing.</summary>
public sealed class FindPerson(IDbContextFactory<CampaignsDb> databases, InstallationKeys keys, TimeProvider clock)
{
    /// <returns>Null for a token that was never mailed to a supporter.</returns>
    public async Task<PersonLink?> RunAsync(string token, LinkPurpose purpose, CancellationToken ct)
    {
        if (keys.DeliveryOf(token, purpose) is not { } id) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await db.Deliveries.AsNoTracking()
            // Letters go to targets and account mail to staff: neither carries such a link.
            .Where(d => d.Id == id && d.SignatureId != null && d.Kind != DeliveryKind.LetterToTarget && d.Kind != DeliveryKind.Account)
            .Select(d => new { d.RecipientKey, d.CampaignId, d.CreatedAt, d.SentAt, Signer = db.Signatures.Where(s => s.Id == d.SignatureId).Select(s => new { s.Language, s.ErasedAt }).FirstOrDefault() })
            .SingleOrDefaultAsync(ct);
        return found is null ? null : new PersonLink
        {
            Token = token, DeliveryId = id, EmailKey = found.RecipientKey, CampaignId = found.CampaignId, Language = found.Signer?.Language,
            WrittenAt = found.CreatedAt, SentAt = found.SentAt, ErasedAt = found.Signer?.ErasedAt, Now = clock.GetUtcNow(),
        };
    }
}
