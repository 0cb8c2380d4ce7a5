using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Home;

/// <summary>Mails of the last thirty days that ended without leaving, or of which nobody knows whether they left; alike ones together.</summary>
public sealed class FailedMails(CampaignsDb db, TimeProvider clock)
{
    public const string WrongAddress = "The address does not exist.", Expired = "It was not sent before it expired.";
    private const int Days = 30, MostLines = 10;

    /// <param name="campaign">Null for all that this person may see.</param>
    public async Task<IReadOnlyList<FailedGroup>> RunAsync(ClaimsPrincipal user, CancellationToken ct, Guid? campaign = null)
    {
        var groups = await Seen(user).Where(delivery => campaign == null || delivery.CampaignId == campaign)
            .GroupBy(delivery => new { delivery.CampaignId, delivery.Kind, delivery.State, delivery.Reason })
            .Select(group => new { group.Key, Number = group.Count(), Last = group.Max(delivery => delivery.CreatedAt) }).ToListAsync(ct);
        if (groups.Count == 0) return [];
        var ids = groups.Select(group => group.Key.CampaignId).OfType<Guid>().Distinct().ToList();
        var headlines = await (
            from text in db.CampaignTexts
            where ids.Contains(text.CampaignId) && text.IsOriginal
            select new { text.CampaignId, Headline = db.TextVersions.Where(version => version.CampaignTextId == text.Id).OrderByDescending(version => version.Number).Select(version => version.Headline).FirstOrDefault() })
            .ToDictionaryAsync(text => text.CampaignId, text => text.Headline, ct);
        return [.. groups.OrderByDescending(group => group.Last).Select(group => new FailedGroup(
            group.Key.CampaignId, group.Key.CampaignId is { } id ? headlines.GetValueOrDefault(id) : null, group.Key.Kind, group.Key.State, group.Key.Reason, group.Number, group.Last))];
    }

    /// <summary>The newest of a group, for whoever wants to know more.</summary>
    public async Task<IReadOnlyList<FailedLine>> LinesAsync(ClaimsPrincipal user, FailedGroup group, CancellationToken ct) =>
        await Of(Seen(user), group.CampaignId, group.Kind, group.State, group.Reason).OrderByDescending(delivery => delivery.Id).Take(MostLines)
            .Select(delivery => new FailedLine(delivery.Id, delivery.CreatedAt, delivery.RecipientDomain, delivery.Attempts, delivery.ReplyText)).ToListAsync(ct);

    /// <summary>
    /// Publishers and administrators see those of every campaign, others those of the campaigns that they work on; mail of accounts is the administrators'.
    /// The two columns that are asked for first name the index.
    /// </summary>
    public IQueryable<Delivery> Seen(ClaimsPrincipal user)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        var ended = db.Deliveries.AsNoTracking().Where(delivery => delivery.NextAttemptAt == null && delivery.SentAt == null
            && (delivery.State == DeliveryState.Failed || delivery.State == DeliveryState.Uncertain) && !delivery.IsTest && delivery.CreatedAt >= since);
        if (user.IsInRole(Roles.Admin)) return ended;
        if (Permission.IsGranted(Permission.RetryDeliveries, user.IsInRole)) return ended.Where(delivery => delivery.CampaignId != null);
        if (!Permission.IsGranted(Permission.EditCampaigns, user.IsInRole)) return ended.Where(_ => false);
        var theirs = CampaignAccess.Theirs(db, user).Select(own => (Guid?)own.Id);
        return ended.Where(delivery => theirs.Contains(delivery.CampaignId));
    }

    public static IQueryable<Delivery> Of(IQueryable<Delivery> seen, Guid? campaign, DeliveryKind kind, DeliveryState state, string? reason) =>
        seen.Where(delivery => delivery.CampaignId == campaign && delivery.Kind == kind && delivery.State == state && delivery.Reason == reason);
}

/// <param name="Reason">The sentence that the queue wrote; in English.</param>
/// <param name="LastAt">When the newest was written.</param>
public sealed record FailedGroup(Guid? CampaignId, string? Headline, DeliveryKind Kind, DeliveryState State, string? Reason, int Number, DateTimeOffset LastAt)
{
    /// <summary>A mistyped address of a supporter, which nobody here can mend.</summary>
    public bool IsWrongAddress => Reason == FailedMails.WrongAddress && Kind is not DeliveryKind.LetterToTarget;

    public bool MayLeaveAgain => !IsWrongAddress && Reason != FailedMails.Expired;
}

/// <param name="Reply">The mail server's words, addresses masked.</param>
public sealed record FailedLine(Guid Id, DateTimeOffset At, string Domain, int Attempts, string? Reply);
