using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Shared;

/// <summary>Mails to staff: with a link that makes one or a new password, that a second step was reset, or that a mistake was reported. Nothing of the link is stored: it is derived from the delivery's id.</summary>
public sealed class AccountMail(InstallationKeys keys, SendingDomain domain)
{
    /// <summary>How their idempotency keys begin, which tells the mails apart.</summary>
    public const string Invitation = "invite:", Password = "password:", SecondStepReset = "second-step:", CampaignTest = "mail-test:", Mistake = "mistake:";

    public static readonly TimeSpan InvitationLife = TimeSpan.FromHours(72), PasswordLife = TimeSpan.FromHours(1), NoticeLife = TimeSpan.FromDays(7);

    /// <summary>Queues one with the caller's next save.</summary>
    public void Add(CampaignsDb db, StaffUser user, string kind, DateTimeOffset now, Guid? campaignId = null)
    {
        var id = Guid.CreateVersion7(now);
        db.Add(new Delivery(id, DeliveryKind.Account, $"{kind}{user.Id}:{id}", $"<{id}@{domain.Name}>", keys.Emails.KeyOf(user.Email!), SendingDomain.Of(user.Email!), now)
        {
            StaffUserId = user.Id, CampaignId = campaignId, ExpiresAt = now + kind switch { Invitation => InvitationLife, SecondStepReset or Mistake => NoticeLife, _ => PasswordLife },
        });
    }
}
