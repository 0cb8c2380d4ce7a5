using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;

namespace Campaigns.Core;

/// <summary>A cause with a page per language, targets, messages, a chain of steps and a state.</summary>
public sealed class Campaign
{
    private Campaign() { }

    public Campaign(string timeZone, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        TimeZone = timeZone;
        CreatedAt = now;
        EditedAt = now;
    }

    public Guid Id { get; private set; }
    /// <summary>What staff set. What holds at a moment is <see cref="StatusAt"/>: a clock may open or close a campaign before anybody does.</summary>
    public CampaignStatus Status { get; private set; } = CampaignStatus.Draft;
    /// <summary>IANA name of the zone in which the page prints times: <c>Europe/Lisbon</c>.</summary>
    public string TimeZone { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>Whose it is; null when that account is gone, and for campaigns that came with the installation.</summary>
    public Guid? OwnerId { get; private set; }
    public DateTimeOffset EditedAt { get; private set; }
    public DateTimeOffset? OpensAt { get; private set; }
    public DateTimeOffset? ClosesAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    /// <summary>When it was closed or won.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    /// <summary>A goal that does not step; its reason stands in each language's text.</summary>
    public int? FixedGoal { get; private set; }
    /// <summary>Where an archived campaign leads on.</summary>
    public string? FollowUpUrl { get; private set; }
    public bool FollowUpRedirects { get; private set; }
    /// <summary>Set when the page was taken away for good: it answers 410 with this reason.</summary>
    public string? RemovedReason { get; private set; }
    /// <summary>Nothing counts and no target is mailed; the public sees 404.</summary>
    public bool IsTest { get; private set; }
    /// <summary>Drawn anew each time test mode is turned on: preview links and cookies of an earlier one are void. Null outside of it.</summary>
    public Guid? TestRun { get; private set; }
    /// <summary>Came ready-made to be looked at and copied. It names made-up people, so it never goes public; a copy of it may.</summary>
    public bool IsSample { get; private set; }
    /// <summary>Whether the form offers a comment; off by default.</summary>
    public bool AsksComment { get; private set; }

    /// <summary>The steps after Sign, in the order in which people are led through them.</summary>
    public IReadOnlyList<Step> Steps { get; private set; } = [Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share];
    /// <summary>What somebody has gone through in test mode, Sign with its confirmed mail among it: it stays known when the rows of the test go.</summary>
    public IReadOnlyList<Step> Tried { get; private set; } = [];
    public LetterWay LetterWay { get; private set; }
    public TargetChoice TargetChoice { get; private set; }
    public AreaFallback AreaFallback { get; private set; }
    /// <summary>Origins whose pages may show the form in a frame, separated by spaces: <c>https://ally.example</c>. Null for none.</summary>
    public string? EmbedOrigins { get; private set; }

    /// <summary>The state that holds at this moment, for every list, page and rule: opened and closed by its times, else as staff set it.</summary>
    public CampaignStatus StatusAt(DateTimeOffset now) => Status switch
    {
        CampaignStatus.Scheduled when OpensAt > now || HasMissedOpeningAt(now) => CampaignStatus.Scheduled,
        CampaignStatus.Scheduled or CampaignStatus.Live or CampaignStatus.Paused when ClosesAt <= now => CampaignStatus.Closed,
        CampaignStatus.Scheduled => CampaignStatus.Live,
        var set => set,
    };

    /// <summary>How late a campaign still opens by itself. A time that passed while nothing ran is asked about: what was announced may be wrong by now.</summary>
    public static readonly TimeSpan OpensWithin = TimeSpan.FromMinutes(15);

    /// <summary>Its time came and went without anything that opened it; somebody has to say what is to be done.</summary>
    public bool HasMissedOpeningAt(DateTimeOffset now) => Status is CampaignStatus.Scheduled && OpensAt + OpensWithin <= now;

    /// <summary>Puts on record what its times have made of it.</summary>
    /// <returns>False when they changed nothing.</returns>
    public bool Settle(DateTimeOffset now)
    {
        var (was, holds) = (Status, StatusAt(now));
        if (holds == was) return false;
        if (was is CampaignStatus.Scheduled) PublishedAt = OpensAt;
        if (holds is CampaignStatus.Closed) EndedAt = ClosesAt;
        Status = holds;
        return true;
    }

    /// <summary>The rule of signing: whether a signature may be taken at this moment, and why not.</summary>
    public SigningAnswer SigningAt(DateTimeOffset now) => StatusAt(now) switch
    {
        _ when RemovedReason is not null => SigningAnswer.Closed,
        _ when IsTest => SigningAnswer.Open,
        CampaignStatus.Live => SigningAnswer.Open,
        CampaignStatus.Scheduled or CampaignStatus.Draft => SigningAnswer.NotYetOpen,
        CampaignStatus.Paused => SigningAnswer.Paused,
        _ => SigningAnswer.Closed,
    };

    /// <summary>The same for a signature that waits for its confirmation: one given for real is not confirmed while the campaign is tested, nor the other way round.</summary>
    public SigningAnswer ConfirmingAt(Signature signature, DateTimeOffset now) => signature.IsTest == IsTest ? SigningAt(now) : SigningAnswer.Closed;

    public void Publish(DateTimeOffset now)
    {
        Require(!IsSample && Status is (CampaignStatus.Draft or CampaignStatus.Scheduled), "publish");
        if (ClosesAt <= now) throw new InvalidOperationException("Cannot publish a campaign whose closing time has passed.");
        (Status, PublishedAt, OpensAt, EditedAt) = (CampaignStatus.Live, now, now, now);
    }

    public void Schedule(DateTimeOffset opensAt, DateTimeOffset now)
    {
        Require(!IsSample && Status is CampaignStatus.Draft, "schedule");
        if (opensAt <= now) throw new ArgumentOutOfRangeException(nameof(opensAt), "A campaign can only be scheduled for a time to come.");
        (Status, OpensAt, EditedAt) = (CampaignStatus.Scheduled, opensAt, now);
    }

    public void Unschedule(DateTimeOffset now)
    {
        Require(Status is CampaignStatus.Scheduled, "unschedule");
        (Status, OpensAt, EditedAt) = (CampaignStatus.Draft, null, now);
    }

    public void Pause(DateTimeOffset now)
    {
        Settle(now);
        Require(Status is CampaignStatus.Live, "pause");
        (Status, EditedAt) = (CampaignStatus.Paused, now);
    }

    public void Resume(DateTimeOffset now)
    {
        Settle(now);
        Require(Status is CampaignStatus.Paused, "resume");
        (Status, EditedAt) = (CampaignStatus.Live, now);
    }

    public void Close(DateTimeOffset now) => End(CampaignStatus.Closed, now);

    public void Win(DateTimeOffset now) => End(CampaignStatus.Won, now);

    public void Archive(string? followUpUrl, bool redirects, DateTimeOffset now)
    {
        Settle(now);
        Require(Status is CampaignStatus.Closed or CampaignStatus.Won or CampaignStatus.Archived, "archive"); // once more: another follow-up
        (Status, FollowUpUrl, FollowUpRedirects, EditedAt) = (CampaignStatus.Archived, followUpUrl, redirects && followUpUrl is not null, now);
    }

    /// <summary>A new closing time, or none. One that the clock has closed is open again; one that somebody closed stays closed.</summary>
    public void Extend(DateTimeOffset? closesAt, DateTimeOffset now)
    {
        Require(Status is CampaignStatus.Live or CampaignStatus.Paused, "extend");
        if (closesAt <= now) throw new ArgumentOutOfRangeException(nameof(closesAt), "A campaign can only close at a time to come.");
        (ClosesAt, EditedAt) = (closesAt, now);
    }

    /// <summary>What may be done with it at this moment, in the order in which it usually is.</summary>
    public IReadOnlyList<StateAct> ActsAt(DateTimeOffset now)
    {
        var byClock = Status is CampaignStatus.Live or CampaignStatus.Paused; // what the clock closed can be opened again
        return StatusAt(now) switch
        {
            CampaignStatus.Live => [StateAct.Pause, StateAct.Extend, StateAct.Close, StateAct.Win],
            CampaignStatus.Paused => [StateAct.Resume, StateAct.Extend, StateAct.Close, StateAct.Win],
            CampaignStatus.Closed => byClock ? [StateAct.Extend, StateAct.Win, StateAct.Archive] : [StateAct.Win, StateAct.Archive],
            CampaignStatus.Won => [StateAct.Archive],
            CampaignStatus.Archived => [StateAct.Archive],
            _ => [],
        };
    }

    public void Remove(string reason, DateTimeOffset now) => (RemovedReason, EditedAt) = (reason, now);

    public void SetGoal(int? goal, DateTimeOffset now) => (FixedGoal, EditedAt) = (goal, now);

    public void CloseAt(DateTimeOffset? at, DateTimeOffset now) => (ClosesAt, EditedAt) = (at, now);

    public void GiveTo(Guid? ownerId, DateTimeOffset now) => (OwnerId, EditedAt) = (ownerId, now);

    public void Edit(DateTimeOffset now) => EditedAt = now;

    public void SetTimeZone(string timeZone, DateTimeOffset now) => (TimeZone, EditedAt) = (timeZone, now);

    /// <summary>While true, saving a section changes the page at once; afterwards words wait for "Publish changes".</summary>
    public bool IsUnseen => Status is CampaignStatus.Draft;

    /// <summary>Only what the public has not seen is tested: the page of any other campaign would vanish.</summary>
    public bool MayBeTested => Status is CampaignStatus.Draft;

    public void SetTestMode(bool on, DateTimeOffset now)
    {
        if (on == IsTest) return;
        (IsTest, TestRun, EditedAt) = (on, on ? Guid.NewGuid() : null, now);
    }

    /// <exception cref="InvalidOperationException">The public has seen it.</exception>
    public void MarkAsSample()
    {
        Require(Status is CampaignStatus.Draft, "make a sample of");
        IsSample = true;
    }

    public void AskForComments(bool on, DateTimeOffset now) => (AsksComment, EditedAt) = (on, now);

    /// <exception cref="ArgumentException">Sign is no step of the chain, and no step stands in it twice.</exception>
    public void SetSteps(IReadOnlyList<Step> steps, DateTimeOffset now)
    {
        if (steps.Contains(Step.Sign) || steps.Distinct().Count() != steps.Count) throw new ArgumentException("Name each step after Sign once.", nameof(steps));
        (Steps, EditedAt) = ([.. steps], now);
    }

    public void NoteTried(IEnumerable<Step> steps) => Tried = [.. Tried.Union(steps).Order()];

    public void SendLetters(LetterWay way, DateTimeOffset now) => (LetterWay, EditedAt) = (way, now);

    public void ChooseTargets(TargetChoice choice, AreaFallback fallback, DateTimeOffset now) => (TargetChoice, AreaFallback, EditedAt) = (choice, fallback, now);

    public void AllowEmbedding(string? origins, DateTimeOffset now) => (EmbedOrigins, EditedAt) = (origins, now);

    private void End(CampaignStatus status, DateTimeOffset now)
    {
        Settle(now);
        Require(Status is CampaignStatus.Live or CampaignStatus.Paused || (Status is CampaignStatus.Closed && status is CampaignStatus.Won), "end");
        (Status, EndedAt, EditedAt) = (status, now, now);
    }

    private void Require(bool allowed, string act)
    {
        if (!allowed) throw new InvalidOperationException($"Cannot {act} a campaign that is {Status}.");
    }
}
