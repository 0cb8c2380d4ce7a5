using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Signing;

/// <summary>Which of the pages behind a mailed link is shown.</summary>
public enum ConfirmCase
{
    Asks, Counted, Expired, Closed, Withdrawn,
    /// <summary>It counts already, by a device that remembers its signer.</summary>
    OnePress,
}

/// <summary>The page behind the link in the confirmation mail.</summary>
public sealed record ConfirmPage
{
    public required string Token { get; init; }
    public required ConfirmCase Case { get; init; }
    public required string Headline { get; init; }
    public required string Slug { get; init; }
    public required string TargetLine { get; init; }
    /// <summary>As typed.</summary>
    public required string Name { get; init; }
    public required string MaskedEmail { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset WithdrawnAt { get; init; }
    public required DateTimeOffset SignedAt { get; init; }
    public required DateTimeOffset? ClosedAt { get; init; }
    public required TimeZoneInfo Zone { get; init; }
    /// <summary>The link itself no longer confirms.</summary>
    public required bool IsExpired { get; init; }
    public required bool NewLinkSent { get; init; }
    /// <summary>A new signature, or a new link, can still be had.</summary>
    public required bool IsOpen { get; init; }
    public required ConfirmedBlock? Confirmed { get; init; }
    /// <summary>What leaves with the press.</summary>
    public required IReadOnlyList<WaitingLetter> Letters { get; init; }
    /// <summary>The button was pressed on a page that showed other letters.</summary>
    public bool LettersChanged { get; init; }
}

public sealed class ReadConfirm(PublicCampaigns campaigns, ReadThanks readThanks, ReadWaitingLetters readLetters)
{
    /// <param name="attemptId">Under which this browser acted, when the same address was typed here.</param>
    public async Task<ConfirmPage> RunAsync(string token, FoundLink found, Guid? attemptId, bool newLinkSent, CancellationToken ct)
    {
        var (signature, campaign) = (found.Signature, found.Slug is null ? null : await campaigns.FindAsync(found.Slug, ct));
        var shown = CaseOf(found);
        return new ConfirmPage
        {
            Token = token,
            Case = shown,
            Headline = campaign?.Headline ?? "",
            Slug = found.Slug ?? "",
            TargetLine = campaign?.TargetLine ?? "",
            Name = signature.Name,
            MaskedEmail = NameParts.Masked(signature.Email),
            ExpiresAt = found.ExpiresAt,
            WithdrawnAt = signature.StateChangedAt,
            SignedAt = signature.ConfirmedAt ?? signature.CreatedAt,
            ClosedAt = found.Campaign.EndedAt ?? found.Campaign.ClosesAt,
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(found.Campaign.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
            IsExpired = found.IsExpired,
            NewLinkSent = newLinkSent,
            IsOpen = found.Campaign.SigningAt(found.Now) is SigningAnswer.Open,
            Confirmed = shown is ConfirmCase.Counted && campaign is not null ? await readThanks.ConfirmedAsync(campaign, signature.Id, ct) : null,
            Letters = shown is ConfirmCase.Asks or ConfirmCase.Withdrawn ? await readLetters.RunAsync(signature, found.Campaign, attemptId, ct) : [],
        };
    }

    /// <summary>What the cookie of the browser that pressed the button holds.</summary>
    public static SupporterAct ActOf(Signature signature) => new()
    {
        CampaignId = signature.CampaignId,
        SignatureId = signature.Id,
        Details = SendNewLink.DetailsOf(signature),
        WordingHash = [],
        IsConfirmed = true,
    };

    private static ConfirmCase CaseOf(FoundLink found) => found.Signature.State switch
    {
        // Fraudulent and invalidated look like success once the person pressed; before that they look like anybody's.
        SignatureState.Confirmed when found.Kind is DeliveryKind.OnePress => ConfirmCase.OnePress,
        SignatureState.Confirmed => ConfirmCase.Counted,
        SignatureState.Withdrawn => ConfirmCase.Withdrawn,
        _ when found.IsExpired => ConfirmCase.Expired,
        _ when found.Campaign.ConfirmingAt(found.Signature, found.Now) is not (SigningAnswer.Open or SigningAnswer.Paused) => ConfirmCase.Closed,
        _ => ConfirmCase.Asks,
    };
}
