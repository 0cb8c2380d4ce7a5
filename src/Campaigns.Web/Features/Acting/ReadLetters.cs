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
            .OrderBy(d => d.CreatedAt).Select(d => new { d.ActionId, d.State, d.CreatedAt }).ToListAsync(ct);
        return [.. letters.Select(letter => found.LastOrDefault(delivery => delivery.ActionId == letter.Id) is { } delivery
            ? Of(letter, delivery.State, delivery.CreatedAt) : Of(letter, null, letter.StartedAt)).OrderBy(letter => letter.Number)];

        LetterStatus Of(SupporterAction letter, DeliveryState? state, DateTimeOffset since)
        {
            var isFresh = clock.GetUtcNow() < since + LetterQueue.Grace;
            var (words, tone) = letter.CancelledAt is not null ? (texts["You took it back"].Value, "") : state switch
            {
                DeliveryState.Sent => (texts["Sent"].Value, "tag-good"),
                DeliveryState.Failed or DeliveryState.Suppressed => (texts["It could not be delivered"].Value, "tag-bad"),
                DeliveryState.Uncertain => (texts["Sent, but nothing says that it arrived"].Value, ""),
                DeliveryState.Cancelled => (texts["You took it back"].Value, ""),
                DeliveryState.Sending => (texts["On its way"].Value, "tag-now"),
                _ when !actor.IsConfirmed => (texts["Waits for your confirmation"].Value, "tag-mark"),
                _ when isFresh => (texts["Leaves after {0}", Dates.Time(campaign.Campaign.TimeZone, since + LetterQueue.Grace)].Value, "tag-now"),
                _ => (texts["Waits for its turn"].Value, "tag-now"),
            };
            var canTakeBack = letter.CancelledAt is null && (actor.IsConfirmed ? state is null or DeliveryState.Pending && isFresh : true);
            var target = campaign.Targets.FirstOrDefault(each => each.Id == letter.TargetId);
            return new LetterStatus(ReadStep.NumberOf(campaign, letter), target?.Name ?? campaign.Headline, words, tone, letter.Subject, letter.Text ?? "", canTakeBack);
        }
    }
}
