using Campaigns.Core;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Signing;

/// <summary>What stands after signing: waiting for the mail, or counted. A browser that did neither sees how to go on.</summary>
public sealed record ThanksPage
{
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    /// <summary>Null when this browser has not signed here.</summary>
    public required SupporterAct? Act { get; init; }
    public bool SentAgain { get; init; }
    /// <summary>"Remember me on this device" may be pressed.</summary>
    public bool OffersRemembering { get; init; }
    /// <summary>This device remembers the person.</summary>
    public bool IsRemembered { get; init; }
    public bool JustRemembered { get; init; }
    /// <summary>One campaign more that this person could sign.</summary>
    public RelatedCampaign? Related { get; init; }
    /// <summary>Address the mail comes from.</summary>
    public required string MailFrom { get; init; }
    public required string? WebmailUrl { get; init; }
    public required ConfirmedBlock? Confirmed { get; init; }
    /// <summary>The steps after signing, with what was done of them.</summary>
    public required IReadOnlyList<StepItem> Steps { get; init; }
    /// <summary>Whom the next step addresses.</summary>
    public required string StepTarget { get; init; }

    public StepItem? NextStep => Steps.FirstOrDefault(step => !step.IsDone);
}

/// <summary>"You are supporter 1,249", and what happens next.</summary>
public sealed record ConfirmedBlock
{
    /// <summary>What is left to do, above the invitation to share; empty where another page shows it.</summary>
    public IReadOnlyList<StepItem> Steps { get; init; } = [];
    public required string Slug { get; init; }
    public required int? Number { get; init; }
    public required int Total { get; init; }
    public required int NextGoal { get; init; }
    /// <summary>Markdown of the organisation.</summary>
    public required string? WhatHappensNext { get; init; }
    public required string Url { get; init; }
    /// <summary>Null on the page behind a mailed link, which may be opened by anybody and must write nothing.</summary>
    public ShareBlock? Share { get; init; }
}

public sealed class ReadThanks(IDbContextFactory<CampaignsDb> databases, ShareLinks links, StepList stepList, StandingActs acts, ReadRelated related, IOptions<SiteOptions> site, CurrentMail mail, TimeProvider clock)
{
    public async Task<ThanksPage> RunAsync(PublicCampaign campaign, SupporterAct? act, KnownSupporter? known, bool writes, CancellationToken ct)
    {
        var confirmed = act is { IsConfirmed: true } ? await ConfirmedAsync(campaign, act.SignatureId, ct) : null;
        if (confirmed is not null) confirmed = confirmed with { Share = await ShareBlock.OfAsync(links, campaign, act!, writes, ct) };
        // Taken back since, or erased: then this browser has nothing to be thanked for.
        if (act is { IsConfirmed: true } && confirmed is null) act = null;
        // Of a signature that somebody else confirmed this browser learns nothing: neither that, nor what was done since.
        var signatureId = act is not null && await acts.StandsAsync(act, ct) ? act.SignatureId : (Guid?)null;
        // A campaign that is paused or over leads nobody on.
        var steps = act is not null && campaign.SigningAt(clock.GetUtcNow()) is SigningAnswer.Open ? await stepList.ReadAsync(campaign, signatureId, ct) : [];
        return new ThanksPage
        {
            Steps = steps,
            StepTarget = steps.FirstOrDefault(step => !step.IsDone) is { } next ? StepList.TargetOf(campaign, next.Step) : "",
            Slug = campaign.Slug,
            Headline = campaign.Headline,
            Act = act,
            MailFrom = mail.Now.FromAddress,
            WebmailUrl = act is null ? null : Webmail.Of(act.Details.Email),
            Confirmed = confirmed,
            IsRemembered = confirmed is not null && known is not null && known.EmailKey.AsSpan().SequenceEqual(act!.Details.EmailKey),
            OffersRemembering = confirmed is not null && act is { IsRecognised: false } && !campaign.Campaign.IsTest,
            Related = confirmed is null ? null : await related.RunAsync(campaign, act!.Details.EmailKey, ct),
        };
    }

    /// <returns>Null for a signature that was withdrawn or is gone.</returns>
    public async Task<ConfirmedBlock?> ConfirmedAsync(PublicCampaign campaign, Guid signatureId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var signature = await db.Signatures.Where(s => s.Id == signatureId).Select(s => new { s.State, s.SupporterNumber, s.ErasedAt }).SingleOrDefaultAsync(ct);
        if (signature is null || signature.State is SignatureState.Withdrawn || signature.ErasedAt is not null) return null;
        var count = await db.CampaignCounts.AsNoTracking().SingleOrDefaultAsync(c => c.CampaignId == campaign.Campaign.Id, ct);
        return new ConfirmedBlock
        {
            Slug = campaign.Slug,
            Number = signature.SupporterNumber,
            Total = count?.Total ?? 0,
            NextGoal = Goal.Next(count?.Total ?? 0, campaign.Campaign.FixedGoal),
            WhatHappensNext = campaign.WhatHappensNext,
            Url = $"{site.Value.Url}/c/{campaign.Slug}",
        };
    }
}
