using Campaigns.Core.Deliveries;
using Campaigns.Web.Outside;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>What a row becomes after each answer of a mail server: the table of outcomes, and nothing else.</summary>
internal static class OutcomeRules
{
    private const int MostPolicyRefusals = 3;
    private static readonly TimeSpan AfterNotConnected = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterPolicyRefusal = TimeSpan.FromHours(1);

    public static Completion Complete(ClaimedDelivery row, MailOutcome outcome, DateTimeOffset now)
    {
        var told = new Completion
        {
            Lease = row.Lease,
            State = DeliveryState.Pending,
            At = now,
            Attempts = row.Attempts + 1,
            Resends = row.Resends,
            PolicyRefusals = row.PolicyRefusals,
            Outcome = outcome.Kind.ToString(),
            ReplyCode = outcome.ReplyCode,
            EnhancedCode = outcome.EnhancedCode,
            ReplyText = ReplyMask.Mask(outcome.ReplyText),
        };
        return outcome.Kind switch
        {
            MailOutcomeKind.Accepted => told with { State = DeliveryState.Sent },
            MailOutcomeKind.NotConnected => told with { Attempts = row.Attempts, NextAttemptAt = now + RetrySchedule.Jitter(AfterNotConnected), Reason = "The mail server could not be reached." },
            MailOutcomeKind.OurFault => told with { Attempts = row.Attempts, NextAttemptAt = now + RetrySchedule.Jitter(AfterNotConnected), Reason = "The mail server refused this installation's settings." },
            MailOutcomeKind.Deferred => Deferred(row, told, now),
            MailOutcomeKind.BadRecipient => told with
            {
                State = DeliveryState.Failed,
                Reason = "The address does not exist.",
                HardBounce = new(row.RecipientKey, $"reply {outcome.ReplyCode} to delivery {row.Id}", row.Kind is DeliveryKind.LetterToTarget && !row.IsTest ? row.TargetId : null),
            },
            MailOutcomeKind.MailboxFull => told with { State = DeliveryState.Failed, Reason = "The mailbox is full." },
            MailOutcomeKind.PolicyRefused => PolicyRefused(row, told, now),
            MailOutcomeKind.MessageRefused => told with { State = DeliveryState.Failed, Reason = "The mail server refused the message." },
            MailOutcomeKind.Ambiguous => Ambiguous(row, told, now),
            MailOutcomeKind.Unsendable => told with { State = DeliveryState.Failed, Reason = "The message could not be built." },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, "A row whose fence was lost is given back, not completed."),
        };
    }

    /// <summary>A row that must not be sent, found out before connecting; nothing was tried.</summary>
    public static Completion Withhold(ClaimedDelivery row, DeliveryState state, string reason, DateTimeOffset now) => new()
    {
        Lease = row.Lease,
        State = state,
        Reason = reason,
        At = now,
        Attempts = row.Attempts,
        Resends = row.Resends,
        PolicyRefusals = row.PolicyRefusals,
    };

    /// <summary>How long to wait before a message that may have arrived is sent once more: short where a person waits for it.</summary>
    public static TimeSpan ResendAfter(DeliveryKind kind) => TimeSpan.FromMinutes(kind is DeliveryKind.Confirmation ? 5 : 30);

    private static Completion Deferred(ClaimedDelivery row, Completion told, DateTimeOffset now) =>
        RetrySchedule.After(told.Attempts, FirstTriedAt(row, now), now) is { } next
            ? told with { NextAttemptAt = next, Reason = "The mail server asked to try again later." }
            : told with { State = DeliveryState.Failed, Reason = "The mail server put it off for 72 hours." };

    /// <summary>A letter may have waited its turn for weeks: its 72 hours begin with the first try.</summary>
    private static DateTimeOffset FirstTriedAt(ClaimedDelivery row, DateTimeOffset now) =>
        row.Kind is DeliveryKind.LetterToTarget ? now - RetrySchedule.TriedFor(row.Attempts + 1) : row.CreatedAt;

    private static Completion PolicyRefused(ClaimedDelivery row, Completion told, DateTimeOffset now)
    {
        told = told with { PolicyRefusals = row.PolicyRefusals + 1 };
        return told.PolicyRefusals < MostPolicyRefusals
            ? told with { NextAttemptAt = now + AfterPolicyRefusal, Reason = "A policy of the mail server refused it." }
            : told with { State = DeliveryState.Failed, Reason = "A policy of the mail server refused it three times." };
    }

    private static Completion Ambiguous(ClaimedDelivery row, Completion told, DateTimeOffset now) => row.Resends == 0
        ? told with { Resends = 1, NextAttemptAt = now + ResendAfter(row.Kind), Reason = "The connection broke before the server answered; sent once more with the same Message-ID." }
        : told with { State = DeliveryState.Uncertain, Reason = "The connection broke twice before the server answered; it may have arrived." };
}
