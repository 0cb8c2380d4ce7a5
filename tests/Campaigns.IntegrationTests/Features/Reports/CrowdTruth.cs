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
        EachDay();
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
        Add("signatures||withdrawn", People.Count(person => person.State is SignatureState.Withdrawn && In(1)));
    }

    private void Sign()
    {
        Add("ladder|sign|shown", Of(Step.Sign, Rung.Shown).Count());
        Add("ladder|sign|started", Of(Step.Sign, Rung.Started).Count());
        Add("ladder|sign|proved", Confirmed.Count());
    }

    private void Posts(Step step, Channel channel, string name)
    {
        if (!filter.Takes(step, channel)) return;
        Rungs($"ladder|{name}", Facts.Where(fact => fact.Step == step));
        Add($"ladder|{name}|received", Arrived(step, channel));
        foreach (var target in (int[])[1, 2]) Rungs($"target|{name}, {Names[target]}", Facts.Where(fact => fact.Step == step && fact.Target == target));
    }

    private void OurLetters()
    {
        if (!filter.Takes(Step.EmailTarget, Channel.Email)) return;
        Letters("ladder|emailtarget our server", null);
        foreach (var target in (int[])[1, 2]) Letters($"target|emailtarget our server, {Names[target]}", target);
        var counted = crowd.Letters.Where(letter => OfFilter(letter.Who) && letter.Who.Counts && In(letter.Day)).ToList();
        Add("letters|emailtarget our server|failed", counted.Count(letter => letter.IsRefused));
        Add("letters|emailtarget our server|cancelled", counted.Count(letter => letter.IsCancelled));
    }

    private void Letters(string name, int? target)
    {
        Add($"{name}|shown", Of(Step.EmailTarget, Rung.Shown).Count(fact => target is null || fact.Target == target));
        Add($"{name}|started", Of(Step.EmailTarget, Rung.Started).Count(fact => target is null || fact.Target == target));
        var sent = crowd.Letters.Count(letter => letter.IsSent && OfFilter(letter.Who) && letter.Who.Counts && In(letter.Day) && (target is null || letter.Target == target));
        Add($"{name}|proved", sent);
        Add($"{name}|received", sent); // none came back, and more than 72 hours are over
    }

    private void Shares()
    {
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var name = $"ladder|share-{channel.ToString().ToLowerInvariant()}";
            var through = Facts.Where(fact => fact.Step is Step.Share && fact.Channel == channel && fact.Rung is not Rung.Shown).ToList();
            var isThere = through.Count > 0 || Arrived(Step.Share, channel) > 0
                || crowd.Facts.Exists(fact => fact.Step is Step.Share && fact.Channel == channel && fact.Rung is Rung.Started && OfFilter(fact.Who) && fact.Who.CountsOrWaits);
            if (!isThere || !filter.Takes(Step.Share, channel)) continue;
            Rungs(name, through);
            Add($"{name}|shown", Of(Step.Share, Rung.Shown).Count());
            Add($"{name}|received", Arrived(Step.Share, channel));
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
            Add($"{name}|uses", of.Count(fact => fact.Rung is Rung.Shown));
            Add($"{name}|started", of.Count(fact => fact.Rung is Rung.Started));
            Add($"{name}|texts", of.Count(fact => fact.Rung is Rung.Started && fact.Who.CountsOrWaits));
            Add($"{name}|customised", of.Key.Step is Step.EmailTarget ? of.Count(fact => fact.Rung is Rung.Started && fact.Who.CountsOrWaits) : 0);
            Add($"{name}|self-reported", of.Count(fact => fact.Rung is Rung.SelfReported && fact.Who.Counts));
            Add($"{name}|proved", of.Count(fact => fact.Rung is Rung.Proved && fact.Who.Counts)
                + (of.Key.Step is Step.EmailTarget ? crowd.Letters.Count(letter => letter.IsSent && letter.Variant == of.Key.Variant && OfFilter(letter.Who) && letter.Who.Counts && In(letter.Day)) : 0));
        }
    }

    private void Sources()
    {
        foreach (var source in crowd.People.Select(person => person.Source).Distinct())
        {
            var name = $"source|{(source == "" ? "(none)" : source)}";
            Add($"{name}|shown", Of(Step.Sign, Rung.Shown).Count(fact => fact.Who.Source == source));
            Add($"{name}|created", Created.Count(person => person.Source == source));
            Add($"{name}|confirmed", Confirmed.Count(person => person.Source == source));
        }
    }

    private void Generations()
    {
        for (var generation = 0; generation <= 4; generation++)
        {
            var visits = crowd.Visits.Where(visit => visit.Generation == generation && (filter.Language is null || visit.Language == filter.Language)).ToList();
            Add($"generation|{generation}|visits", visits.Count(visit => !visit.IsRobot));
            Add($"generation|{generation}|robot visits", visits.Count(visit => visit.IsRobot));
            Add($"generation|{generation}|created", Created.Count(person => person.Generation == generation));
            Add($"generation|{generation}|confirmed", Confirmed.Count(person => person.Generation == generation));
        }
    }

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

    private static string Lower(Step step) => string.Concat($"{step}".Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
