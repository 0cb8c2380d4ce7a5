using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Development;

/// <summary>
/// What made-up supporters did after signing, rung by rung, and what the pages counted meanwhile: each start has its opening, each action its
/// start, each share that brought somebody its action. Numbers of posts are beyond what the networks can give, so no link leads to a real one.
/// </summary>
internal sealed class DemoReach(
    CampaignsDb db, Guid campaignId, IReadOnlyList<Target> targets, IReadOnlyList<Message> messages, DemoShares shares,
    ShareLinks links, SendingDomain domain, EmailKeyMaker keys, DateTimeOffset now, Random random)
{
    private readonly Dictionary<(DateOnly Day, ReachKey Key), (DateTimeOffset Hour, int Number)> _counts = [];
    private readonly Dictionary<(DateTimeOffset Hour, Channel Channel, string Language, int Generation), (int People, int Robots)> _visits = [];
    private int _posts;

    public void Add(IReadOnlyList<Signature> given)
    {
        foreach (var signature in given.Where(one => one.State is not SignatureState.Withdrawn)) Signed(signature);
        // Whoever confirmed in the last hour is still at it.
        foreach (var signature in given.Where(one => one.ConfirmedAt < now.AddHours(-1)))
        {
            var share = shares.Shares.GetValueOrDefault(signature.Id);
            Post(signature, Step.Tweet, Channel.X, share, shown: 42, started: 44, reported: 46, proved: 28);
            Post(signature, Step.FacebookComment, Channel.Facebook, share, shown: 30, started: 30, reported: 52, proved: 22);
            if (Happens(26)) Letters(signature);
            Share(signature, share);
        }
        foreach (var share in shares.Shares.Values.OrderBy(share => share.At))
        {
            var row = db.Add(share.Link);
            var (people, robots) = shares.Visits(share.Link);
            (row.Property(link => link.Visits).CurrentValue, row.Property(link => link.RobotVisits).CurrentValue) = (people, robots);
            Visited(share.Link, people, robots);
        }
        foreach (var ((hour, channel, language, generation), (people, robots)) in _visits)
            db.Add(new ShareVisit(campaignId, hour, channel, language, generation, people, robots));
        foreach (var ((_, key), (hour, number)) in _counts)
            db.Add(new ReachCount(key.CampaignId, hour, key.Step, key.Channel, key.Rung, key.TargetId, key.MessageId, key.Language, key.Source, key.Generation, number));
    }

    /// <summary>The page and the form of a campaign without more steps: one row for a day, seven loads for each form that was sent.</summary>
    public static void AddSigning(CampaignsDb db, IEnumerable<Signature> given)
    {
        foreach (var day in given.Where(one => one.State is not SignatureState.Withdrawn).GroupBy(one => (one.CampaignId, one.Language, one.CreatedAt.UtcDateTime.Date)))
        foreach (var (rung, number) in ((Rung, int)[])[(Rung.Shown, 7 * day.Count()), (Rung.Started, day.Count())])
            db.Add(new ReachCount(day.Key.CampaignId, new DateTimeOffset(day.Key.Date, TimeSpan.Zero), Step.Sign, Channel.Link, rung, Guid.Empty, Guid.Empty, day.Key.Language, "", 0, number));
    }

    private void Signed(Signature signature)
    {
        Count(signature, Step.Sign, Channel.Link, Rung.Started, null, null, signature.CreatedAt, 1);
        Count(signature, Step.Sign, Channel.Link, Rung.Shown, null, null, signature.CreatedAt, random.Next(2, signature.Generation > 0 ? 5 : 11));
    }

    /// <summary>All in the hour in which the link was made.</summary>
    private void Visited(ShareLink link, int people, int robots)
    {
        var of = (new DateTimeOffset(link.CreatedAt.UtcDateTime.Date, TimeSpan.Zero).AddHours(link.CreatedAt.UtcDateTime.Hour), link.Channel, link.Language, link.Generation);
        var (before, robotsBefore) = _visits.GetValueOrDefault(of);
        _visits[of] = (before + people, robotsBefore + robots);
    }

    /// <summary>The chances are in percent, each of those on the rung below.</summary>
    private void Post(Signature signature, Step step, Channel channel, DemoShare? share, int shown, int started, int reported, int proved)
    {
        var brought = share?.Step == step ? share : null;
        if (brought is null && !Happens(shown)) return;
        var message = brought?.Message ?? Draw(MessageChoice.Fitting(messages, step, signature.Language, isSigned: true, channel));
        var at = brought?.At ?? signature.ConfirmedAt!.Value.AddSeconds(random.Next(20, 600));
        Count(signature, step, channel, Rung.Shown, targets[0], message, at, 1);
        if (brought is null && !Happens(started)) return;
        var action = Started(signature, step, channel, targets[0], message, at);
        if (brought is not null || Happens(reported)) Say(action, at.AddSeconds(random.Next(30, 240)), proved);
    }

    private void Letters(Signature signature)
    {
        var at = signature.ConfirmedAt!.Value.AddSeconds(random.Next(60, 900));
        var writes = at < now.AddHours(-30) && Happens(34);
        foreach (var target in targets)
        {
            var message = Draw(MessageChoice.Fitting(messages, Step.EmailTarget, signature.Language, isSigned: true, Channel.Email, target.Id));
            Count(signature, Step.EmailTarget, Channel.Email, Rung.Shown, target, message, at, 1);
            if (!writes) continue;
            var sent = at.AddMinutes(random.Next(12, 1_500));
            var letter = Started(signature, Step.EmailTarget, Channel.Email, target, message, at);
            letter.Prove(sent);
            var id = Guid.CreateVersion7(at);
            var row = db.Add(new Delivery(id, DeliveryKind.LetterToTarget, $"target:{letter.Id}:{target.Id}", $"<{id}@{domain.Name}>", keys.KeyOf(target.Email!), SendingDomain.Of(target.Email!), at)
            {
                CampaignId = campaignId, SignatureId = signature.Id, ActionId = letter.Id, TargetId = target.Id, State = DeliveryState.Sent, NextAttemptAt = null,
            });
            row.Property(delivery => delivery.Attempts).CurrentValue = 1;
            row.Property(delivery => delivery.SentAt).CurrentValue = sent;
            row.Property(delivery => delivery.ToldInId).CurrentValue = id; // nobody is there to be told
        }
    }

    private void Share(Signature signature, DemoShare? share)
    {
        var shows = Happens(34);
        if (share is null && shows && Happens(24))
        {
            shares.ShareInVain(signature, signature.ConfirmedAt!.Value.AddMinutes(8));
            share = shares.Shares[signature.Id];
        }
        var spread = share?.Step is Step.Share ? share : null;
        if (spread is null && !shows) return;
        var at = spread?.At ?? signature.ConfirmedAt!.Value.AddMinutes(random.Next(2, 12));
        var message = spread?.Message ?? Draw(MessageChoice.Fitting(messages, Step.Share, signature.Language, isSigned: true));
        Count(signature, Step.Share, Channel.Link, Rung.Shown, null, message, at, 1);
        if (spread is null) return;
        var action = Started(signature, Step.Share, spread.Channel, null, message, at);
        if (Happens(55)) Say(action, at.AddSeconds(random.Next(30, 240)), spread.Channel is Channel.Facebook or Channel.Bluesky or Channel.Mastodon or Channel.LinkedIn ? 15 : 0);
    }

    private void Say(SupporterAction action, DateTimeOffset at, int proved)
    {
        action.Report(at);
        if (Happens(proved) && ProofOf(action.Channel) is { } url) action.Prove(url, at.AddSeconds(random.Next(20, 200)));
    }

    /// <summary>In normal form, of posts that cannot exist: numbers end at 2^63, names hold no underscore there.</summary>
    private string? ProofOf(Channel channel) => channel switch
    {
        Channel.X => $"https://x.com/i/status/990000000000000{++_posts:00000}",
        Channel.Facebook => $"https://www.facebook.com/northwind_exmpl/posts/99000000000000000001?comment_id=990000000000000{++_posts:00000}",
        Channel.Mastodon => $"https://social.example/@friend/990000000000000{++_posts:00000}",
        _ => null,
    };

    private SupporterAction Started(Signature signature, Step step, Channel channel, Target? target, Message message, DateTimeOffset at)
    {
        var action = new SupporterAction(campaignId, signature.Id, step, channel, target?.Id, signature.Language, at) { Source = signature.Source, Generation = signature.Generation };
        var origin = new ShareOrigin(campaignId, signature.Language, channel, signature.Id, message.Id, new Arrival(signature.ShareLinkId, signature.Source, signature.Generation), IsTest: false);
        var values = new PlaceholderValues(NameParts.First(signature.Name), target?.Name, target?.XHandle, links.UrlOf(links.CodeOf(origin)), Countries.NameOf(signature.Country, CultureInfo.GetCultureInfo(signature.Language)));
        var offered = Placeholders.Fill(message.Text, values);
        var town = DemoWords.TownOf(signature.Name);
        var text = DemoWords.Own(offered, town, signature.Language, random);
        action.Write(message.Id, message.Subject is null ? null : DemoWords.Filled(Placeholders.Fill(message.Subject, values), town), text, text != offered);
        db.Add(action);
        Count(signature, step, channel, Rung.Started, target, message, at, 1);
        return action;
    }

    /// <summary>One row for a day, in the hour in which the day began for it.</summary>
    private void Count(Signature signature, Step step, Channel channel, Rung rung, Target? target, Message? message, DateTimeOffset at, int number)
    {
        var key = new ReachKey(campaignId, step, channel, rung, target?.Id ?? Guid.Empty, message?.Id ?? Guid.Empty, signature.Language, signature.Source, signature.Generation);
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        var hour = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero).AddHours(at.UtcDateTime.Hour);
        _counts[(day, key)] = _counts.TryGetValue((day, key), out var before) ? (before.Hour < hour ? before.Hour : hour, before.Number + number) : (hour, number);
    }

    /// <summary>As often as the weights say.</summary>
    private Message Draw(IReadOnlyList<Message> from)
    {
        var left = random.Next(from.Sum(message => message.Weight));
        return from.First(message => (left -= message.Weight) < 0);
    }

    private bool Happens(int percent) => random.Next(100) < percent;
}
