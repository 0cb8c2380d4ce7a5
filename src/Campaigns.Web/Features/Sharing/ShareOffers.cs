using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Sharing;

/// <summary>A message as it is offered to one person, its placeholders filled.</summary>
/// <param name="MessageId">Null where the organiser wrote none.</param>
/// <param name="HasAnother">There is another variant to offer.</param>
public sealed record ShareOffer(Guid? MessageId, string Subject, string Text, bool HasAnother);

/// <summary>Chooses among the organiser's messages for sharing: those for all networks, or those written for one.</summary>
public sealed class ShareOffers(IDbContextFactory<CampaignsDb> databases, IMemoryCache cache, MessageUses uses, IStringLocalizer<Texts> texts)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    /// <param name="channel">Null for the message that goes to every network without one of its own.</param>
    /// <param name="link">What <c>{link}</c> becomes.</param>
    /// <param name="known">The variant that this person was offered before.</param>
    /// <param name="another">Offer one that differs from it.</param>
    public async Task<ShareOffer> MakeAsync(PublicCampaign campaign, Sharer sharer, Channel? channel, string link, Guid? known, bool another, CancellationToken ct)
    {
        var fitting = MessageChoice.Fitting(await MessagesAsync(campaign, ct), Step.Share, campaign.Language, sharer.Act is not null, channel);
        var message = another ? null : fitting.FirstOrDefault(each => each.Id == known);
        if (message is null && (message = MessageChoice.Pick(fitting, await uses.OfAsync(campaign.Campaign.Id, ct), Random.Shared, not: another ? known : null)) is not null)
            uses.Offered(campaign.Campaign.Id, message.Id);
        var values = new PlaceholderValues(
            sharer.Act?.FirstName, campaign.Targets.FirstOrDefault()?.Name ?? campaign.Headline, campaign.Targets.FirstOrDefault(target => target.XHandle is not null)?.XHandle, link,
            sharer.Act is { } act ? Countries.NameOf(act.Details.Country, CultureInfo.CurrentUICulture) : null);
        return new ShareOffer(
            message?.Id, Placeholders.Fill(message?.Subject ?? texts["Will you sign this with me?"], values),
            Placeholders.Fill(message?.Text ?? DefaultOf(campaign, sharer), values).ReplaceLineEndings("\n").Trim(), fitting.Count > 1);
    }

    /// <summary>The networks for which messages of their own were written that this person may be offered.</summary>
    public async Task<IReadOnlySet<Channel>> WithOwnAsync(PublicCampaign campaign, Sharer sharer, CancellationToken ct)
    {
        var messages = await MessagesAsync(campaign, ct);
        return messages.Select(message => message.Channel).OfType<Channel>().Distinct()
            .Where(channel => MessageChoice.Fitting(messages, Step.Share, campaign.Language, sharer.Act is not null, channel).Any(message => message.Channel == channel)).ToHashSet();
    }

    private string DefaultOf(PublicCampaign campaign, Sharer sharer) =>
        sharer.Act is null ? $"{campaign.Headline} {{link}}" : $"{texts["I just signed “{0}”. It takes a minute:", campaign.Headline]} {{link}}";

    private async Task<IReadOnlyList<Message>> MessagesAsync(PublicCampaign campaign, CancellationToken ct)
    {
        var (id, language) = (campaign.Campaign.Id, campaign.Language);
        if (cache.TryGetValue(("share-messages", id, language), out IReadOnlyList<Message>? kept)) return kept!;
        await using var db = await databases.CreateDbContextAsync(ct);
        return cache.Set<IReadOnlyList<Message>>(("share-messages", id, language), await db.Messages.AsNoTracking().Where(m => m.CampaignId == id && m.Step == Step.Share && m.Language == language && m.IsOn).OrderBy(m => m.Id).ToListAsync(ct), Kept);
    }
}
