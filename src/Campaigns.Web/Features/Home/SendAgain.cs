using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Home;

/// <summary>Gives mails that failed back to the queue, as if they had never been tried. A letter waits for its turn again.</summary>
public sealed class SendAgain(CampaignsDb db, FailedMails failed, IJobHost jobs, TimeProvider clock)
{
    /// <summary>The most that one press gives back; a second press takes the rest.</summary>
    public const int Most = 1_000;

    /// <param name="only">One of them; null for all.</param>
    /// <returns>How many leave again.</returns>
    public async Task<int> RunAsync(AgainForm form, Guid? only, HttpContext context, CancellationToken ct)
    {
        if (form.KnownKind is not { } kind || form.KnownState is not { } state || !new FailedGroup(form.Campaign, null, kind, state, form.Reason, 0, default).MayLeaveAgain) return 0;
        var now = clock.GetUtcNow();
        var ids = await FailedMails.Of(failed.Seen(context.User), form.Campaign, kind, state, string.IsNullOrEmpty(form.Reason) ? null : form.Reason)
            .Where(delivery => (only == null || delivery.Id == only) && (delivery.ExpiresAt == null || delivery.ExpiresAt > now)).OrderBy(delivery => delivery.Id).Select(delivery => delivery.Id).Take(Most).ToListAsync(ct);
        var isLetter = kind is DeliveryKind.LetterToTarget;
        DateTimeOffset? next = isLetter ? null : now;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The state is asked once more: of two who press at once one finds nothing.
        var number = await db.Deliveries.Where(delivery => ids.Contains(delivery.Id) && delivery.State == state && delivery.NextAttemptAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(delivery => delivery.State, DeliveryState.Pending)
            .SetProperty(delivery => delivery.NextAttemptAt, next)
            .SetProperty(delivery => delivery.Attempts, 0).SetProperty(delivery => delivery.Resends, 0).SetProperty(delivery => delivery.PolicyRefusals, 0)
            .SetProperty(delivery => delivery.LeaseToken, (Guid?)null)
            .SetProperty(delivery => delivery.Reason, (string?)null), ct);
        if (number > 0) db.Add(new AuditEntry(context.User.StaffId(), "deliveries.sent-again", form.Campaign?.ToString(), number, $"{kind} {state}", context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (number > 0) jobs.Nudge<DrainDeliveries>();
        return number;
    }
}

/// <summary>Names a group of mails.</summary>
public sealed class AgainForm
{
    public Guid? Campaign { get; set; }
    public string? Kind { get; set; }
    public string? State { get; set; }
    public string? Reason { get; set; }

    public DeliveryKind? KnownKind => Enum.GetNames<DeliveryKind>().Contains(Kind) ? Enum.Parse<DeliveryKind>(Kind!) : null;

    public DeliveryState? KnownState => State is nameof(DeliveryState.Failed) ? DeliveryState.Failed : State is nameof(DeliveryState.Uncertain) ? DeliveryState.Uncertain : null;
}
