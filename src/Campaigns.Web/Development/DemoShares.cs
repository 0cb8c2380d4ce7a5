using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Development;

/// <summary>What one made-up supporter spread, and the link that went with it.</summary>
internal sealed record DemoShare(Step Step, Channel Channel, Message Message, ShareLink Link, DateTimeOffset At);

/// <summary>
/// Who came through whom: some signers are credited to the link of somebody who had confirmed before them in the same language, and some of
/// those spread it in turn. The rest came by a newsletter, by an embedding page, or nobody knows how.
/// </summary>
internal sealed class DemoShares(ShareLinks links, IReadOnlyList<Message> messages, Random random)
{
    private static readonly (int Weight, Step Step, Channel Channel)[] Ways =
    [
        (34, Step.Share, Channel.WhatsApp), (17, Step.Tweet, Channel.X), (16, Step.Share, Channel.Facebook), (10, Step.Share, Channel.Email), (7, Step.Share, Channel.Telegram),
        (6, Step.Share, Channel.Bluesky), (4, Step.Share, Channel.Mastodon), (4, Step.FacebookComment, Channel.Facebook), (2, Step.Share, Channel.LinkedIn),
    ];

    private readonly List<Signature> _sharers = [];
    private readonly Dictionary<Guid, DemoShare> _shares = [];
    private readonly Dictionary<Guid, int> _brought = [];

    /// <summary>By the signature of whoever shared.</summary>
    public IReadOnlyDictionary<Guid, DemoShare> Shares => _shares;

    /// <summary>Call it in the order in which people signed.</summary>
    public SignatureDetails Credit(SignatureDetails details, DateTimeOffset signed)
    {
        var at = random.Next(100);
        if (at < 11 && Sharer(details.Language, signed) is { } sharer)
        {
            var share = _shares.TryGetValue(sharer.Id, out var before) ? before : _shares[sharer.Id] = Share(sharer, signed, Ways);
            _brought[share.Link.Id] = _brought.GetValueOrDefault(share.Link.Id) + 1;
            return details with { ShareLinkId = share.Link.Id, Source = Arrivals.SourceOf(share.Channel), Generation = share.Link.Generation };
        }
        return details with { Source = at switch { < 28 => "newsletter", < 33 => "embed:courier.example", _ => "" } };
    }

    public void Add(Signature signature)
    {
        if (signature.State is SignatureState.Confirmed && signature.Generation < 3) _sharers.Add(signature);
    }

    /// <summary>A share that brought nobody; for somebody who has not shared yet.</summary>
    public void ShareInVain(Signature signature, DateTimeOffset at) => _shares.Add(signature.Id, Share(signature, at, Array.FindAll(Ways, way => way.Step is Step.Share)));

    /// <summary>Openings of a link: at least one for each who signed by it.</summary>
    public (int People, int Robots) Visits(ShareLink link)
    {
        var people = (_brought.GetValueOrDefault(link.Id) * random.Next(2, 6)) + random.Next(0, 4);
        return (people, people == 0 ? random.Next(0, 2) : random.Next(1, 5));
    }

    private Signature? Sharer(string language, DateTimeOffset signed)
    {
        var known = _sharers.FindAll(sharer => sharer.Language == language && sharer.ConfirmedAt < signed.AddMinutes(-10));
        if (known.Count == 0) return null;
        // Whoever shared before, or came by a share, is likelier to have done it.
        var keen = known.FindAll(sharer => sharer.Generation > 0 || _shares.ContainsKey(sharer.Id));
        return keen.Count > 0 && random.Next(100) < 55 ? keen[random.Next(keen.Count)] : known[random.Next(known.Count)];
    }

    private DemoShare Share(Signature sharer, DateTimeOffset before, (int Weight, Step Step, Channel Channel)[] ways)
    {
        var left = random.Next(ways.Sum(way => way.Weight));
        var (_, step, channel) = Array.Find(ways, way => (left -= way.Weight) < 0);
        var fit = MessageChoice.Fitting(messages, step, sharer.Language, isSigned: true, channel);
        var message = fit[random.Next(fit.Count)];
        var at = sharer.ConfirmedAt!.Value.AddSeconds(random.Next(40, 500));
        if (at > before.AddMinutes(-1)) at = before.AddMinutes(-1);
        var origin = new ShareOrigin(sharer.CampaignId, sharer.Language, channel, sharer.Id, message.Id, new Arrival(sharer.ShareLinkId, sharer.Source, sharer.Generation), IsTest: false);
        return new DemoShare(step, channel, message, new ShareLink(links.CodeOf(origin), origin.CampaignId, origin.Language, channel, sharer.Id, message.Id, sharer.ShareLinkId, origin.Generation, false, at), at);
    }
}
