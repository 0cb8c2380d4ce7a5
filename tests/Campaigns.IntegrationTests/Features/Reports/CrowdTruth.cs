using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Core.Signing;

namespace Campaigns.IntegrationTests.Features.Reports;

/// <summary>What the crowd knows of itself, counted anew for each filter, in the words of the file. Figures of nought are left out.</summary>
internal sealed class CrowdTruth(Crowd crowd, ReportFilter filter)
{
    private static readonly string[] Names = ["", "Dana Whitlock", "Press team"];
    private readonly SortedDictionary<string, int> _lines = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Lines()
    {
        Signatures();
        Sign();
        Posts(Step.Tweet, Channel.X, "tweet");
        Posts(Step.FacebookComment, Channel.Facebook, "facebookcomment");
        OurLetters();
        Shares();
        Variants();
        Sources();
        Generations();
        Alike();
        EachDay();
        Answers();
        return _lines;
    }

    private IEnumerable<CrowdPerson> People => crowd.People.Where(OfFilter);
    private IEnumerable<CrowdFact> Facts => crowd.Facts.Where(fact => OfFilter(fact.Who) && In(fact.Day));
    private IEnumerable<CrowdPerson> Created => People.Where(person => person.CountsOrWaits && In(person.Day));
    private IEnumerable<CrowdPerson> Confirmed => People.Where(person => person.Counts && In(person.ConfirmedOn!.Value));

    private void Signatures()
    {
        Add("signatures||created", Created.Count());
        Add("signatures||confirmed", Confirmed.Count());
        Add("signatures||bounced", People.Count(person => person.HasBounced && person.CountsOrWaits && In(crowd.BouncedOn)));
        Add("signatures||withdrawn", People.Count(person => person.State is SignatureState.Withdrawn && In(1)));
    }

    private void Sign()
    {
        Add("ladder|sign|shown", Of(Step.Sign, Rung.Shown).Count());
        Add("ladder|sign|started", Of(Step.Sign, Rung.Started).Count());
        Add("ladder|sign|proved", Confirmed.Count());
        Percent("ladder|sign", "shown", "started");
        Percent("ladder|sign", "started", "proved");
    }

    private void Posts(Step step, Channel channel, string name)
    {
        if (!filter.Takes(step, channel)) return;
        Rungs($"ladder|{name}", Facts.Where(fact => fact.Step == step));
        Add($"ladder|{name}|received", Arrived(step, channel));
        Percents($"ladder|{name}", "shown", "started", "self-reported", "proved");
        foreach (var target in (int[])[1, 2])
        {
            Rungs($"target|{name}, {Names[target]}", Facts.Where(fact => fact.Step == step && fact.Target == target));
            Percents($"target|{name}, {Names[target]}", "shown", "started", "self-reported", "proved");
        }
    }

    private void OurLetters()
    {
        if (!filter.Takes(Step.EmailTarget, Channel.Email)) return;
        Letters("ladder|emailtarget our server", null);
        foreach (var target in (int[])[1, 2]) Letters($"target|emailtarget our server, {Names[target]}", target);
        var counted = crowd.Letters.Where(letter => OfFilter(letter.Who) && letter.Who.Counts && In(letter.Day)).ToList();
        Add("letters|emailtarget our server|failed", counted.Count(letter => letter.IsRefused));
        Add("letters|emailtarget our server|cancelled", counted.Count(letter => letter.IsCancelled));
        Add("letters|emailtarget our server|bounced", counted.Count(letter => letter.HasBounced));
    }

    private void Letters(string name, int? target)
    {
        Add($"{name}|shown", Of(Step.EmailTarget, Rung.Shown).Count(fact => target is null || fact.Target == target));
        Add($"{name}|started", Of(Step.EmailTarget, Rung.Started).Count(fact => target is null || fact.Target == target));
        var sent = Sent.Where(letter => target is null || letter.Target == target).ToList();
        Add($"{name}|proved", sent.Count);
        Add($"{name}|received", sent.Count(letter => !letter.HasBounced)); // more than 72 hours are over
        Percents(name, "shown", "started", "proved", "received");
    }

    private void Shares()
    {
        if (filter.Takes(Step.Share, null)) Add("share step||shown", Of(Step.Share, Rung.Shown).Count());
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var name = $"ladder|share-{channel.ToString().ToLowerInvariant()}";
            var through = Facts.Where(fact => fact.Step is Step.Share && fact.Channel == channel && fact.Rung is not Rung.Shown).ToList();
            var isThere = through.Count > 0 || Arrived(Step.Share, channel) > 0
                || crowd.Facts.Exists(fact => fact.Step is Step.Share && fact.Channel == channel && fact.Rung is Rung.Started && OfFilter(fact.Who) && fact.Who.CountsOrWaits);
            if (!isThere || !filter.Takes(Step.Share, channel)) continue;
            Rungs(name, through);
            Add($"{name}|received", Arrived(Step.Share, channel));
            // Openings of the step are all networks': they are the whole of each network's starts, and stand apart.
            var (seen, started) = (Of(Step.Share, Rung.Shown).Count(), _lines.GetValueOrDefault($"{name}|started"));
            if (seen > 0 && started <= seen) Add($"{name}|started % of shown", Tenths(started, seen));
            Percents(name, "started", "self-reported");
            if (channel is Channel.X or Channel.Bluesky) Percent(name, "self-reported", "proved");
        }
    }

    private void Rungs(string name, IEnumerable<CrowdFact> facts)
    {
        var all = facts.ToList();
        Add($"{name}|shown", all.Count(fact => fact.Rung is Rung.Shown));
        Add($"{name}|started", all.Count(fact => fact.Rung is Rung.Started));
        foreach (var (rung, word) in ((Rung, string)[])[(Rung.SelfReported, "self-reported"), (Rung.Proved, "proved")])
        {
            Add($"{name}|{word}", all.Count(fact => fact.Rung == rung && fact.Who.Counts));
            Add($"{name}|{word} without a signature", all.Count(fact => fact.Rung == rung && fact.Who.State is null));
        }
        Add($"{name}|started without a signature", all.Count(fact => fact.Rung is Rung.Started && fact.Who.State is null));
    }

    private void Variants()
    {
        foreach (var of in Facts.Where(fact => fact.Variant is not null && filter.Takes(fact.Step, null)).GroupBy(fact => (fact.Step, fact.Variant)))
        {
            var name = $"variant|{Lower(of.Key.Step)} {of.Key.Variant}";
            Add($"{name}|shown", of.Count(fact => fact.Rung is Rung.Shown));
            Add($"{name}|started", of.Count(fact => fact.Rung is Rung.Started));
            Add($"{name}|texts", of.Count(fact => fact.Rung is Rung.Started && fact.Who.CountsOrWaits));
            Add($"{name}|customised", of.Count(fact => fact.Rung is Rung.Started && fact.Who.CountsOrWaits && fact.Own is not CrowdWords.AsOffered));
            Add($"{name}|self-reported", of.Count(fact => fact.Rung is Rung.SelfReported && fact.Who.Counts));
            var letters = of.Key.Step is Step.EmailTarget ? Sent.Where(letter => letter.Variant == of.Key.Variant).ToList() : [];
            Add($"{name}|proved", of.Count(fact => fact.Rung is Rung.Proved && fact.Who.Counts) + letters.Count);
            if (of.Key.Step is Step.EmailTarget)
            {
                Add($"{name}|received", letters.Count(letter => !letter.HasBounced));
                Percents(name, "shown", "started", "proved", "received");
            }
            else Percents(name, "shown", "started", "self-reported", "proved");
        }
        foreach (var of in Confirmed.Where(person => person.By?.Variant is not null && person.By.Sharer != person && filter.Takes(person.By.Step, null) && (filter.Language is null || person.By.Variant!.EndsWith(filter.Language, StringComparison.Ordinal))).GroupBy(person => (person.By!.Step, person.By.Variant)))
            Add($"variant|{Lower(of.Key.Step)} {of.Key.Variant}|received", of.Count());
    }

    private void Sources()
    {
        foreach (var source in crowd.People.Select(person => person.Source).Distinct())
        {
            var name = $"source|{(source == "" ? "(none)" : source)}";
            Came(name, person => person.Source == source);
        }
    }

    private void Generations()
    {
        for (var generation = 0; generation <= 4; generation++)
        {
            Visits($"{generation}", generation);
            Came($"generation|{generation}", person => person.Generation == generation);
        }
        Visits("any link", null);
        Came("generation|any link", person => person.Generation > 0);
    }

    private void Visits(string name, int? generation)
    {
        var visits = crowd.Visits.Where(visit => (generation is null || visit.Link.Generation == generation) && In(visit.Day)
            && (filter.Language is null || visit.Language == filter.Language) && (filter.Source is null || filter.Source == $"share-{visit.Link.Channel.ToString().ToLowerInvariant()}")).ToList();
        Add($"generation|{name}|visits", visits.Count(visit => !visit.IsRobot));
        Add($"generation|{name}|robot visits", visits.Count(visit => visit.IsRobot));
    }

    private void Came(string name, Func<CrowdPerson, bool> who)
    {
        Add($"{name}|shown", Of(Step.Sign, Rung.Shown).Count(fact => who(fact.Who)));
        Add($"{name}|forms posted", Of(Step.Sign, Rung.Started).Count(fact => who(fact.Who)));
        Add($"{name}|created", Created.Count(who));
        Add($"{name}|confirmed", Confirmed.Count(who));
        var messages = Facts.Where(fact => who(fact.Who) && fact.Step is not Step.Sign && (filter.Step is null || filter.Step == fact.Step) && (filter.Channel is null || filter.Channel == fact.Channel)).ToList();
        Add($"{name}|people who started", messages.Where(fact => fact.Rung is Rung.Started && fact.Who.CountsOrWaits).Select(fact => fact.Who).Distinct().Count());
        Add($"{name}|people who self-reported", messages.Where(fact => fact.Rung is Rung.SelfReported && fact.Who.Counts).Select(fact => fact.Who).Distinct().Count());
        var letters = filter.Takes(Step.EmailTarget, Channel.Email) ? Sent.Where(letter => who(letter.Who)).Select(letter => letter.Who) : [];
        Add($"{name}|people proved", messages.Where(fact => fact.Rung is Rung.Proved && fact.Who.Counts).Select(fact => fact.Who).Union(letters).Distinct().Count());
    }

    /// <summary>Everybody adds a sentence to the letter, too short to make another text of it; some write a comment of their own; the rest send what was offered.</summary>
    private void Alike()
    {
        foreach (var of in Facts.Where(fact => fact.Rung is Rung.Started && fact.Step is not Step.Sign && fact.Who.CountsOrWaits && filter.Takes(fact.Step, null)).GroupBy(fact => fact.Step))
        {
            var name = $"alike|{Lower(of.Key)}";
            Add($"{name}|texts", of.Count());
            Add($"{name}|looked at", of.Count());
            Add($"{name}|nearly the same", of.Count(fact => fact.Own is not CrowdWords.Another));
            Add($"{name}|customised", of.Count(fact => fact.Own is not CrowdWords.AsOffered));
        }
    }

    /// <summary>An answer is one to the campaign: it stands on each ladder that asks for one, and neither language nor source narrows it.</summary>
    private void Answers()
    {
        var given = crowd.Answers.Where(answer => In(answer.Day)).ToList();
        Add("ladder|sign|answered", given.Count);
        foreach (var (step, channel, name) in ((Step, Channel, string)[])[(Step.Tweet, Channel.X, "tweet"), (Step.FacebookComment, Channel.Facebook, "facebookcomment"), (Step.EmailTarget, Channel.Email, "emailtarget our server")])
        {
            if (!filter.Takes(step, channel)) continue;
            Add($"ladder|{name}|answered", given.Count);
            foreach (var target in (int[])[1, 2]) Add($"target|{name}, {Names[target]}|answered", given.Count(answer => answer.Target == target));
        }
    }

    private IEnumerable<CrowdLetter> Sent => crowd.Letters.Where(letter => letter.IsSent && OfFilter(letter.Who) && letter.Who.Counts && In(letter.Day));

    private void EachDay()
    {
        for (var day = 0; day < crowd.Days.Count; day++)
        {
            if (!In(day)) continue;
            var name = $"day|{crowd.Days[day]:yyyy-MM-dd}";
            Add($"{name}|shown", Of(Step.Sign, Rung.Shown).Count(fact => fact.Day == day));
            Add($"{name}|created", Created.Count(person => person.Day == day));
            Add($"{name}|confirmed", Confirmed.Count(person => person.ConfirmedOn == day));
            foreach (var of in Facts.Where(fact => fact.Day == day && fact.Step is not Step.Sign).GroupBy(fact => (fact.Step, fact.Channel)))
            {
                var channel = of.Key.Step is Step.Share ? $"share-{of.Key.Channel.ToString().ToLowerInvariant()}" : of.Key.Step.ToString().ToLowerInvariant();
                Add($"{name}|{channel} shown", of.Count(fact => fact.Rung is Rung.Shown));
                Add($"{name}|{channel} started", of.Count(fact => fact.Rung is Rung.Started));
            }
        }
    }

    /// <summary>People who came by somebody else's link and count.</summary>
    private int Arrived(Step step, Channel channel) => Confirmed.Count(person => person.By is { } by && by.Step == step && by.Channel == channel && by.Sharer != person);

    private IEnumerable<CrowdFact> Of(Step step, Rung rung) => Facts.Where(fact => fact.Step == step && fact.Rung == rung);

    private bool OfFilter(CrowdPerson person) => (filter.Language is null || person.Language == filter.Language) && (filter.Source is null || person.Source == filter.Source);

    private bool In(int day) => (filter.From is null || crowd.Days[day] >= filter.From) && (filter.To is null || crowd.Days[day] <= filter.To);

    private void Add(string name, int number)
    {
        if (number != 0) _lines[name] = number;
    }

    /// <summary>Each of the rungs as part of the one before it.</summary>
    private void Percents(string name, params string[] rungs)
    {
        for (var at = 1; at < rungs.Length; at++) Percent(name, rungs[at - 1], rungs[at]);
    }

    private void Percent(string name, string of, string rung)
    {
        var (whole, part) = (_lines.GetValueOrDefault($"{name}|{of}"), _lines.GetValueOrDefault($"{name}|{rung}"));
        if (whole > 0 && part <= whole) Add($"{name}|{rung} % of {of}", Tenths(part, whole));
    }

    private static int Tenths(int part, int whole) => (int)Math.Round(1_000m * part / whole);

    private static string Lower(Step step) => string.Concat($"{step}".Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
