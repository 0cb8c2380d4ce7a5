using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Campaigns.Web.Features.Acting;

/// <summary>A text as it is offered to one person, its placeholders filled.</summary>
/// <param name="MessageId">Null where the organiser wrote no variant and the headline stands for it.</param>
/// <param name="Variant">See <see cref="Offers.VariantOf"/>; 0 without one.</param>
public sealed record Offer(Guid? MessageId, int Variant, int Count, string? Subject, string Text, ShareOrigin Link, string LinkUrl);

/// <summary>Chooses among the variants of a step, and fills in who writes, to whom, and the link that is theirs.</summary>
public sealed class Offers(IDbContextFactory<CampaignsDb> databases, IMemoryCache cache, MessageUses uses, ShareLinks links)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    /// <summary>Under which a browser keeps what it was offered.</summary>
    public static string PlaceOf(PublicCampaign campaign, Step step, int to) =>
        string.Create(CultureInfo.InvariantCulture, $"{campaign.Campaign.Id.ToString("n")[^12..]}{(int)step}{campaign.Language}{to}");

    /// <summary>How pages name a variant. It stays the same when others are switched off or written anew while somebody types, and tells no id.</summary>
    public static int VariantOf(Guid messageId) => Math.Max(1, BitConverter.ToInt32(messageId.ToByteArray(), 12) & int.MaxValue);

    /// <param name="targets">To whom; where it is one with variants of its own, only those are offered.</param>
    /// <param name="wanted">The variant that the address or the form names: <see cref="VariantOf"/>.</param>
    /// <param name="kept">The variant that this browser was offered before.</param>
    /// <param name="wasShown">The person has <paramref name="wanted"/> before them: it is theirs though it was switched off since, and counts as what they sent.</param>
    /// <param name="another">Choose one that differs from <paramref name="wanted"/>.</param>
    public async Task<Offer> MakeAsync(PublicCampaign campaign, Step step, Actor actor, IReadOnlyList<PublicTarget> targets, int? wanted, Guid? kept, bool wasShown, bool another, CancellationToken ct)
    {
        var count = await uses.OfAsync(campaign.Campaign.Id, ct);
        var (all, target) = (await MessagesAsync(campaign, step, ct), targets is [var only] ? only.Id : (Guid?)null);
        var pool = MessageChoice.Fitting(all, step, campaign.Language, actor.IsSigned, targetId: target).ToList();
        var named = pool.Find(each => VariantOf(each.Id) == wanted)
            ?? (wasShown ? all.FirstOrDefault(each => VariantOf(each.Id) == wanted && !each.IsOn && (each.TargetId is null || each.TargetId == target) && (actor.IsSigned || !Placeholders.IsForSigners(each.Text))) : null);
        var message = another ? MessageChoice.Pick(pool, count, Random.Shared, not: named?.Id) : named ?? pool.FirstOrDefault(each => each.Id == kept) ?? MessageChoice.Pick(pool, count, Random.Shared);

        var origin = new ShareOrigin(campaign.Campaign.Id, campaign.Language, ChannelOf(step), actor.SignatureId, message?.Id, actor.Arrival, campaign.Campaign.IsTest);
        var link = links.UrlOf(links.CodeOf(origin));
        var values = new PlaceholderValues(
            actor.FirstName, targets.Count == 0 ? StepList.TargetOf(campaign, step) : Names.Joined(targets), targets is [{ XHandle: { } handle }, ..] ? handle : null, link,
            actor.Country is { } country ? Countries.NameOf(country, CultureInfo.CurrentUICulture) : null);
        // Without a variant the organiser's own headline says what is asked.
        var (subject, text) = message is null ? DefaultOf(campaign, step) : (message.Subject, message.Text);
        return new Offer(message?.Id, message is null ? 0 : VariantOf(message.Id), pool.Count, subject is null ? null : Placeholders.Fill(subject, values), Placeholders.Fill(text, values).ReplaceLineEndings("\n").Trim(), origin, link);
    }

    /// <summary>Targets for whom variants of their own were written get a letter of their own; the others share one.</summary>
    public async Task<IReadOnlySet<Guid>> WithOwnAsync(PublicCampaign campaign, Step step, CancellationToken ct) =>
        (await MessagesAsync(campaign, step, ct)).Where(message => message is { IsOn: true, TargetId: not null }).Select(message => message.TargetId!.Value).ToHashSet();

    public static Channel ChannelOf(Step step) => step switch
    {
        Step.Tweet => Channel.X,
        Step.FacebookComment => Channel.Facebook,
        Step.EmailTarget => Channel.Email,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A share has a channel for each network."),
    };

    private static (string? Subject, string Text) DefaultOf(PublicCampaign campaign, Step step) => step switch
    {
        Step.Tweet => (null, $".@{{handle}} {campaign.Headline} {{link}}"),
        // Under a letter that leaves from our server stands its sender's name anyway.
        Step.EmailTarget => (campaign.Headline, $"{campaign.Headline}\n\n{{link}}{(campaign.Campaign.LetterWay is LetterWay.OwnProgram ? "\n\n{first_name}" : "")}"),
        _ => (null, $"{campaign.Headline} {{link}}"),
    };

    private async Task<IReadOnlyList<Message>> MessagesAsync(PublicCampaign campaign, Step step, CancellationToken ct)
    {
        var key = ("messages", campaign.Campaign.Id, campaign.Language, step);
        if (cache.TryGetValue(key, out IReadOnlyList<Message>? known)) return known!;
        await using var db = await databases.CreateDbContextAsync(ct);
        return cache.Set(key, await db.Messages.AsNoTracking().Where(m => m.CampaignId == campaign.Campaign.Id && m.Step == step && m.Language == campaign.Language).OrderBy(m => m.Id).ToListAsync(ct), Kept);
    }
}

/// <summary>Several names as one.</summary>
public static class Names
{
    /// <returns>"Dana Whitlock, Press team".</returns>
    public static string Joined(IReadOnlyList<PublicTarget> targets) => string.Join(", ", targets.Select(target => target.Name));
}
