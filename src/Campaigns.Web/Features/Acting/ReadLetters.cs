using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>What has become of each letter that a person gave us to send.</summary>
public sealed class ReadLetters(IDbContextFactory<CampaignsDb> databases, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    public async Task<IReadOnlyList<LetterStatus>> RunAsync(PublicCampaign campaign, Actor actor, IReadOnlyList<SupporterAction> letters, CancellationToken ct)
    {
        var ids = letters.Select(letter => (Guid?)letter.Id).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        // A browser that did not press the button in the mail sees nothing that only the mailbox's owner may know.
        var found = !actor.IsConfirmed || ids.Count == 0 ? [] : await db.Deliveries.AsNoTracking().Where(d => ids.Contains(d.ActionId) && d.Kind == DeliveryKind.LetterToTarget)
            .OrderBy(d => d.CreatedAt).Select(d => new { d.ActionId, d.State, d.CreatedAt, d.NextAttemptAt, d.Attempts }).ToListAsync(ct);
        Guid[] targets = [.. letters.Select(letter => letter.TargetId).OfType<Guid>()];
        var zones = found.Count == 0 ? [] : await db.Targets.AsNoTracking().Where(t => targets.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.TimeZone, ct);
        return [.. letters.Select(letter => found.LastOrDefault(delivery => delivery.ActionId == letter.Id) is { } delivery
            ? Of(letter, delivery.State, delivery.CreatedAt, delivery.Attempts == 0 ? delivery.NextAttemptAt : null) : Of(letter, null, letter.StartedAt, null)).OrderBy(letter => letter.Number)];

        LetterStatus Of(SupporterAction letter, DeliveryState? state, DateTimeOffset since, DateTimeOffset? slot)
        {
            var now = clock.GetUtcNow();
            var isFresh = now < since + LetterQueue.Grace;
            var earliest = slot ?? EarliestOf(letter, isFresh ? since + LetterQueue.Grace : now);
            var (words, tone) = letter.CancelledAt is not null ? (texts["You took it back"].Value, "") : state switch
            {
                DeliveryState.Sent => (texts["Sent"].Value, "tag-good"),
                DeliveryState.Failed or DeliveryState.Suppressed => (texts["It could not be delivered"].Value, "tag-bad"),
                DeliveryState.Uncertain => (texts["Sent, but nothing says that it arrived"].Value, ""),
                DeliveryState.Cancelled => (texts["You took it back"].Value, ""),
                DeliveryState.Sending => (texts["On its way"].Value, "tag-now"),
                _ when !actor.IsConfirmed => (texts["Waits for your confirmation"].Value, "tag-mark"),
                _ when earliest > now => (texts["Leaves after {0}", Dates.TimeFrom(campaign.Campaign.TimeZone, now, earliest)].Value, "tag-now"),
                _ => (texts["Waits for its turn"].Value, "tag-now"),
            };
            var canTakeBack = letter.CancelledAt is null && (actor.IsConfirmed ? state is null or DeliveryState.Pending && isFresh : true);
            var target = campaign.Targets.FirstOrDefault(each => each.Id == letter.TargetId);
            return new LetterStatus(ReadStep.NumberOf(campaign, letter), target?.Name ?? campaign.Headline, words, tone, letter.Subject, letter.Text ?? "", canTakeBack);
        }

        // A test waits for no office hours.
        DateTimeOffset EarliestOf(SupporterAction letter, DateTimeOffset at) => letter.IsTest || campaign.Campaign.IsTest || letter.TargetId is not { } target
            ? at : OfficeHours.Next(at, OfficeHours.ZoneOf(zones.GetValueOrDefault(target), campaign.Campaign.TimeZone));
    }
}
