using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>"Welcome back, Ana. Not you?" in place of the sign form.</summary>
public sealed record WelcomeBack
{
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required string Organisation { get; init; }
    public required string FirstName { get; init; }
    public required string MaskedEmail { get; init; }
    /// <summary>There is nothing left to press.</summary>
    public required bool HasSigned { get; init; }
    /// <summary>False on pages whose <c>h1</c> already says it.</summary>
    public bool HasHeading { get; init; } = true;
    public SignForm Values { get; init; } = new();
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

/// <summary>Welcomes whom a browser remembers where one press is enough to sign; everybody else gets the form.</summary>
public sealed class WelcomesBack(KnownSupporters known, IDbContextFactory<CampaignsDb> databases, Organisation organisation)
{
    public async Task<WelcomeBack?> OfAsync(HttpRequest request, PublicCampaign campaign, string? via, string? source, CancellationToken ct)
    {
        if (!known.IsSet(request) || await known.OfAsync(request, ct) is not { } person || !await MaySignAsync(person, campaign, ct)) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        return new WelcomeBack
        {
            Slug = campaign.Slug,
            Headline = campaign.Headline,
            Organisation = organisation.Now.Name,
            FirstName = person.FirstName,
            MaskedEmail = NameParts.Masked(person.Email),
            HasSigned = await db.Signatures.AnyAsync(s => s.CampaignId == campaign.Campaign.Id && s.EmailKey == person.EmailKey && s.State != SignatureState.Pending && s.State != SignatureState.Withdrawn, ct),
            Values = new SignForm { Via = via, Source = source },
        };
    }

    /// <summary>What the form would ask or refuse, one press cannot; and nobody signs unless the mail that tells of it can reach them.</summary>
    public async Task<bool> MaySignAsync(KnownSupporter person, PublicCampaign campaign, CancellationToken ct)
    {
        if (campaign.TargetWith(person.EmailKey) is not null || (string.IsNullOrEmpty(person.Postcode) && campaign.NeedsPostcode(person.Country))) return false;
        await using var db = await databases.CreateDbContextAsync(ct);
        return !await db.Suppressions.AnyAsync(s => s.RecipientKey == person.EmailKey && (s.Scope == SuppressionScope.All || s.CampaignId == campaign.Campaign.Id), ct);
    }
}
