using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>Why a letter to a target must not leave, or not now: the last look before connecting, besides what holds for every mail.</summary>
internal sealed class LetterRules(InstallationKeys keys)
{
    /// <summary>A letter whose turn was just before closing time may leave a little later.</summary>
    private static readonly TimeSpan AfterHours = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromHours(1);

    public Completion? Withheld(LoadedDelivery delivery, DateTimeOffset now)
    {
        var row = delivery.Claimed;
        if (delivery.Letter is not { } letter) return OutcomeRules.Withhold(row, DeliveryState.Cancelled, "The letter is gone.", now);
        if (letter.CancelledAt is not null) return OutcomeRules.Withhold(row, DeliveryState.Cancelled, CancelLetter.Reason, now);
        if (letter.Text is null || letter.IsErased) return OutcomeRules.Withhold(row, DeliveryState.Cancelled, "The letter was erased.", now);
        if (delivery.Signer?.State is SignatureState.Pending) return OutcomeRules.Withhold(row, DeliveryState.Cancelled, "The sender's address is not confirmed.", now);
        if (IsTest(delivery)) return null;

        if (letter.IsCampaignInTest) return Wait(row, "The campaign is in test mode.", now);
        if (letter.TargetName is null) return Unreachable(row, "The target was removed.", now);
        if (letter.TargetMail is TargetMail.Blocked) return Unreachable(row, "The target takes no letters.", now);
        if (letter.TargetMail is TargetMail.Bounced) return Wait(row, "The target's address does not work.", now);
        if (!EmailAddress.IsWellFormed(letter.TargetEmail)) return Unreachable(row, "The target has no address.", now);
        // Its caps and its suppressions were looked up for another address.
        if (!keys.Emails.KeyOf(letter.TargetEmail!).AsSpan().SequenceEqual(row.RecipientKey)) return Wait(row, "The target's address has changed.", now);
        if (delivery.SuppressedFor is { } suppression) return Unreachable(row, $"The address takes no mail: {suppression}.", now);
        return IsOutOfHours(letter, now) ? Wait(row, "It is outside of office hours.", now) : null;
    }

    /// <summary>Whoever of them says so: a test never reaches a target.</summary>
    public static bool IsTest(LoadedDelivery delivery) => delivery.Claimed.IsTest || delivery.Letter is { IsTest: true };

    private static bool IsOutOfHours(DeliveryLetter letter, DateTimeOffset now)
    {
        var zone = OfficeHours.ZoneOf(letter.TargetTimeZone, letter.CampaignTimeZone);
        return !OfficeHours.AreOpen(now, zone) && !OfficeHours.AreOpen(now - AfterHours, zone);
    }

    /// <summary>Back to those that wait for a slot; one that was tried before is between two tries and only looks again later.</summary>
    private static Completion Wait(ClaimedDelivery row, string reason, DateTimeOffset now) =>
        OutcomeRules.Withhold(row, DeliveryState.Pending, reason, now) with { NextAttemptAt = row.Attempts == 0 ? null : now + LookAgainAfter };

    /// <summary>Counted as a try, since it ends the letter: its sender is told.</summary>
    private static Completion Unreachable(ClaimedDelivery row, string reason, DateTimeOffset now) =>
        OutcomeRules.Withhold(row, DeliveryState.Suppressed, reason, now) with { Attempts = row.Attempts + 1 };
}
