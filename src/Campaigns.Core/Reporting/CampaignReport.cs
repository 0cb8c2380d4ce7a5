using Campaigns.Core.Acting;
using Campaigns.Core.Content;

namespace Campaigns.Core.Reporting;

/// <summary>
/// Every figure of a campaign's reach, as <see cref="CampaignReportQuery"/> defines them. A figure stands on one rung; figures of different
/// rungs or channels are never added. It holds no personal data, so it may leave as a file.
/// </summary>
public sealed record CampaignReport
{
    public required Guid CampaignId { get; init; }
    /// <summary>IANA name of the zone whose days are meant.</summary>
    public required string TimeZone { get; init; }
    /// <summary>When the rows were read: the time of every figure.</summary>
    public required DateTimeOffset AsOf { get; init; }
    public required ReportFilter Filter { get; init; }
    public required SignatureFigures Signatures { get; init; }
    /// <summary>Sign first, then the steps in the order of the campaign, then shares by channel.</summary>
    public required IReadOnlyList<Ladder> Ladders { get; init; }
    /// <summary>Openings of the share step, which shows all networks at once: no ladder of a network has them. Null when the filter leaves shares out.</summary>
    public required int? ShareStepShown { get; init; }
    public required IReadOnlyList<VariantFigures> Variants { get; init; }
    /// <summary>The largest 50.</summary>
    public required IReadOnlyList<SourceFigures> Sources { get; init; }
    public required int SourcesLeftOut { get; init; }
    public required IReadOnlyList<GenerationFigures> Generations { get; init; }
    /// <summary>All who came by a link of any generation. Each person has one source and one generation, so this is a sum of people.</summary>
    public required GenerationFigures AnyLink { get; init; }
    /// <summary>Every day of the range from the first with a figure on, none left out.</summary>
    public required IReadOnlyList<DayFigures> Days { get; init; }
    public required IReadOnlyList<Annotation> Timeline { get; init; }
    public required IReadOnlyList<Answer> Answers { get; init; }
    public required IReadOnlyList<AlikeFigures> Alike { get; init; }
    /// <summary>The newest 20.</summary>
    public required IReadOnlyList<DriftFigures> Drift { get; init; }
    public required ReportChoices Choices { get; init; }
}

/// <summary>Signatures by what became of them. Test, fraudulent and invalidated ones are in none of the figures.</summary>
/// <param name="Created">First accepted forms of people, waiting or confirmed, given within the range.</param>
/// <param name="Confirmed">Of addresses that were confirmed within the range: the only ones that count.</param>
/// <param name="Bounced">Signatures, waiting or confirmed, to whose address a mail of ours came back within the range.</param>
/// <param name="Withdrawn">Taken back by the person within the range; in no other figure.</param>
public sealed record SignatureFigures(int Created, int Confirmed, int Bounced, int Withdrawn);

/// <summary>The six rungs of one step through one channel.</summary>
public sealed record Ladder
{
    public required Step Step { get; init; }
    public required Channel Channel { get; init; }
    /// <summary>Only of letters: who sends them decides what the rungs mean.</summary>
    public LetterWay? Way { get; init; }
    /// <summary>Six, lowest rung first.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }
    /// <summary>Only of letters by our server.</summary>
    public LetterFigures? Letters { get; init; }
    /// <summary>Empty for steps that address nobody in particular.</summary>
    public IReadOnlyList<TargetFigures> Targets { get; init; } = [];

    public Figure this[Rung rung] => Figures[(int)rung];
}

/// <param name="Shown">Openings of the page, robots left out.</param>
public sealed record Conversion(int Shown, int Confirmed)
{
    /// <summary>0 to 100, with one decimal; null where more signed than opened the page here, which happens with forms on other sites.</summary>
    public double? Percent => Confirmed > Shown ? null : Math.Round(100.0 * Confirmed / Shown, 1);
}

/// <summary>One number on one rung, or why there is none.</summary>
/// <param name="Number">
/// Shown and Started: openings and starts, from hourly sums. From Self-reported on: people × targets, counted distinct. Null when no honest figure exists.
/// </param>
/// <param name="WithoutPerson">Events on the same rung by visitors who have not signed; never part of <paramref name="Number"/> from Self-reported on.</param>
public sealed record Figure(Rung Rung, int? Number, NoFigure? Why = null, int WithoutPerson = 0)
{
    /// <summary>What part of the rung before it is.</summary>
    public Percentage Percentage { get; init; } = new(null, null, null, NoPercentage.NoFigure);
}

/// <summary>What part of the rung before a figure is, or why it is no part of it.</summary>
/// <param name="Of">The next lower rung that has a number.</param>
/// <param name="Whole">That number.</param>
/// <param name="Percent">0 to 100, with one decimal.</param>
public sealed record Percentage(Rung? Of, int? Whole, double? Percent, NoPercentage? Why);

/// <summary>Why a figure is no part of the rung before it.</summary>
public enum NoPercentage
{
    /// <summary>There is no figure.</summary>
    NoFigure,
    /// <summary>Nothing stands before the first rung.</summary>
    FirstRung,
    /// <summary>No lower rung has a figure.</summary>
    NoFigureBefore,
    /// <summary>The rung before is empty.</summary>
    NothingBefore,
    /// <summary>Larger than the rung before: what rises within a range may have begun before it, and openings are counted apart from people.</summary>
    LargerThanBefore,
    /// <summary>Those who came by a link are other people than those who handed it on.</summary>
    OtherPeople,
    /// <summary>A reply answers the campaign.</summary>
    AnswersCampaign,
    /// <summary>The letters left by two ways, and only those of our server are known to be received.</summary>
    TwoWays,
}

/// <summary>Why no honest figure exists.</summary>
public enum NoFigure
{
    /// <summary>Signing is seen by our server: nobody need say so.</summary>
    SeenByUs,
    /// <summary>Our server sends the letter: nobody need say so.</summary>
    SentByUs,
    /// <summary>A signature is received by nobody but us.</summary>
    NothingToReceive,
    /// <summary>Messages there have no public address.</summary>
    NoPublicLink,
    /// <summary>A blind copy shows that it was sent, not that it came.</summary>
    ShowsSendingOnly,
    /// <summary>A share asks nothing of the target.</summary>
    AsksNothing,
    /// <summary>No answer was entered.</summary>
    NoAnswer,
    /// <summary>The campaign changed how its letters leave; openings and starts are counted under the way that holds now.</summary>
    CountedTogether,
    /// <summary>A link says who shared it, not to which target.</summary>
    NotByTarget,
    /// <summary>The share step shows all networks at once: <see cref="CampaignReport.ShareStepShown"/>.</summary>
    OneForAllNetworks,
    /// <summary>A reply answers the campaign: which message moved the target nobody can know.</summary>
    NotByVariant,
}

/// <summary>Letters by our server that are on no rung above Started, and why: by their last state.</summary>
public sealed record LetterFigures(int Waiting, int Failed, int Uncertain, int Suppressed, int Cancelled, int Bounced);

public sealed record TargetFigures(Guid TargetId, string Name, IReadOnlyList<Figure> Figures);

/// <param name="Texts">Starts of people whose text is known to be theirs or the variant's: the whole of which <paramref name="Customised"/> is a part.</param>
/// <param name="Figures">Six, lowest rung first. Shown are the times that it was offered.</param>
public sealed record VariantFigures(Guid MessageId, Step Step, Channel? Channel, string Language, string Beginning, bool IsOn, int Texts, int Customised, IReadOnlyList<Figure> Figures)
{
    public Figure this[Rung rung] => Figures[(int)rung];
}

/// <summary>What became of those who came the same way.</summary>
/// <param name="Shown">Loads of the campaign page.</param>
/// <param name="FormsPosted">Accepted sign forms.</param>
/// <param name="Created">People whose form was accepted.</param>
/// <param name="Confirmed">Those whose address is confirmed.</param>
/// <param name="Started">People who started at least one message, whatever its channel: each once, so channels are not added.</param>
/// <param name="SelfReported">People who said of at least one message that they sent it.</param>
/// <param name="Proved">People of whom at least one message is proved.</param>
public sealed record CameFigures(int Shown, int FormsPosted, int Created, int Confirmed, int Started, int SelfReported, int Proved);

/// <param name="Source">Empty for people of whom nothing is known; <see cref="ReachCount.OtherSources"/> for page loads and forms of sources beyond the most that one hour tells apart.</param>
public sealed record SourceFigures(string Source, CameFigures Came);

/// <param name="Generation">0 for people who came by no share link, 1 for those whom a first sharer brought, and so on; null for all who came by a link.</param>
/// <param name="Visits">Openings of share links; null for generation 0, which comes by none.</param>
/// <param name="RobotVisits">Openings by robots and link scanners that say so.</param>
public sealed record GenerationFigures(int? Generation, int? Visits, int? RobotVisits, CameFigures Came);

/// <param name="Day">In the campaign's zone.</param>
public sealed record DayFigures(DateOnly Day, int Shown, int Created, int Confirmed, IReadOnlyList<DayStarts> Starts);

public sealed record DayStarts(Step Step, Channel Channel, int Shown, int Started);

/// <summary>A public event that may explain a peak.</summary>
public sealed record Annotation(DateOnly Day, TimelineKind Kind, string Title);

/// <summary>What a target answered to the campaign, entered by staff. Which channel moved the target nobody can know.</summary>
/// <param name="TargetId">Null when the campaign has several targets and the entry does not say whose it is.</param>
public sealed record Answer(Guid? TargetId, string? Name, DateOnly Day, string? SourceUrl);

/// <summary>How many of a step's messages are nearly the same: see <see cref="AlikeTexts"/>.</summary>
/// <param name="Texts">Messages of the range.</param>
/// <param name="LookedAt">The newest of them that were compared.</param>
/// <param name="Alike">Of those, nearly the same as their variant or as another message.</param>
/// <param name="Customised">Of those, changed by the person.</param>
/// <param name="VariantsOn">Variants on offer, in the language that has fewest of them.</param>
public sealed record AlikeFigures(Step Step, int Texts, int LookedAt, int Alike, int Customised, int VariantsOn, IReadOnlyList<AlikeVariant> ByVariant);

public sealed record AlikeVariant(Guid? MessageId, int LookedAt, int Alike);

/// <summary>Starts of a day (UTC) as they were counted while they happened, and as the rows tell them.</summary>
public sealed record DriftFigures(DateOnly Day, Step Step, int Counted, int Rebuilt, DateTimeOffset FoundAt);

/// <summary>What one may filter by.</summary>
public sealed record ReportChoices(IReadOnlyList<string> Languages, IReadOnlyList<string> Sources, IReadOnlyList<Channel> ShareChannels);
