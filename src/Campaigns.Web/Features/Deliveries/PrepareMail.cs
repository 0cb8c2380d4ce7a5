using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Deliveries.Emails;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>A message to send, or what the row becomes without one.</summary>
internal readonly record struct PreparedMail(OutgoingMail? Mail, Completion? Instead);

/// <summary>The last look before connecting: whether the row may still leave, and its message. An error here fails this row and no other.</summary>
internal sealed partial class PrepareMail(EmailRenderer renderer, LetterRules letters, TimeProvider time, ILogger<PrepareMail> logger)
{
    public PreparedMail Run(LoadedDelivery delivery)
    {
        var now = time.GetUtcNow();
        if (Withheld(delivery, now) is { } withheld) return new(null, withheld);
        try
        {
            return new(renderer.Render(delivery, now), null);
        }
        catch (Exception e)
        {
            NotBuilt(logger, delivery.Claimed.Id, delivery.Claimed.Kind, e.GetType().Name);
            return new(null, OutcomeRules.Complete(delivery.Claimed, new(MailOutcomeKind.Unsendable, ReplyText: e is UnsendableMailException ? e.Message : e.GetType().Name), now));
        }
    }

    private Completion? Withheld(LoadedDelivery delivery, DateTimeOffset now)
    {
        var row = delivery.Claimed;
        if (row.ExpiresAt <= now) return OutcomeRules.Withhold(row, DeliveryState.Failed, ExpireDeliveries.Reason, now);
        if (row.Kind is DeliveryKind.Account && (delivery.Staff is null or { IsVoid: true })) return OutcomeRules.Withhold(row, DeliveryState.Cancelled, "Its link no longer works.", now);
        if (row.Kind is DeliveryKind.LetterToTarget && letters.Withheld(delivery, now) is { } letter) return letter;
        if (delivery.SuppressedFor is { } suppression) return OutcomeRules.Withhold(row, DeliveryState.Suppressed, $"The address takes no mail: {suppression}.", now);
        if (row.SignatureId is null) return null;
        if (row.Kind is DeliveryKind.TextChanged && delivery is { Change: null, Signer: not null }) return OutcomeRules.Withhold(row, DeliveryState.Cancelled, "The person has signed the new text.", now);
        return delivery.Signer?.State switch
        {
            not null when row.Kind is DeliveryKind.ManageLink => null, // to see what is kept about one is a right in every state
            null => OutcomeRules.Withhold(row, DeliveryState.Cancelled, "The signature was erased.", now),
            SignatureState.Withdrawn => OutcomeRules.Withhold(row, DeliveryState.Cancelled, "The signature was withdrawn.", now),
            SignatureState.Invalidated => OutcomeRules.Withhold(row, DeliveryState.Cancelled, "The signature was invalidated.", now),
            SignatureState.Fraudulent => OutcomeRules.Withhold(row, DeliveryState.Cancelled, "The signature is held back.", now),
            _ => null,
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} ({Kind}) could not be built: {Error}")]
    private static partial void NotBuilt(ILogger logger, Guid delivery, DeliveryKind kind, string error);
}
