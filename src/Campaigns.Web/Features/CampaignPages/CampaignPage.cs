using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>Everything a visitor reads on <c>/c/{slug}</c>.</summary>
public sealed record CampaignPage
{
    /// <summary>Below this a number tells more about the day than about the cause.</summary>
    public const int FewestShown = 25;

    public required CampaignRow Campaign { get; init; }
    public required TextRow Text { get; init; }
    public required VersionRow Version { get; init; }
    /// <summary>Newest first, the one shown among them.</summary>
    public required IReadOnlyList<int> Versions { get; init; }
    /// <summary>How many people signed the text shown; null on the page of the newest text.</summary>
    public required int? OlderTextSigners { get; init; }
    public required RenderedStory Story { get; init; }
    public required CountRow Count { get; init; }
    public required IReadOnlyList<TargetRow> Targets { get; init; }
    public required IReadOnlyList<LanguageRow> Languages { get; init; }
    public required IReadOnlyList<SourceRow> Sources { get; init; }
    public required IReadOnlyDictionary<string, ClaimRow> Claims { get; init; }
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<TimelineRow> Timeline { get; init; }
    public required IReadOnlyList<SupporterRow> Supporters { get; init; }

    /// <summary>The share code in the page's address, which its form and its links hand on.</summary>
    public string? Via { get; init; }
    /// <summary>What else its address says of where the reader came from.</summary>
    public string? Source { get; init; }

    /// <summary>In place of the form, on the page of somebody whom their browser remembers.</summary>
    public WelcomeBack? Welcome { get; init; }

    public bool IsOlderText => OlderTextSigners is not null;
    public bool ShowsCount => Count.Total >= FewestShown;
    public bool TakesSignatures => Campaign.Status is CampaignStatus.Live && !IsOlderText;
    public string TargetLine => Targets is [var first, ..] ? first.Line : "";
    public string TargetName => Targets is [var first, ..] ? first.Organisation ?? first.Name : "";
    public IEnumerable<TimelineRow> Corrections => Timeline.Where(entry => entry.Correction is not null);

    /// <summary>Where the text says what changed in the version shown.</summary>
    public TimelineRow? Change => Version.Number > 1 ? Corrections.FirstOrDefault(entry => entry.Date == Dates.DayIn(Campaign.TimeZone, Version.PublishedAt)) : null;
}

/// <param name="Status">As it holds now: see <see cref="Core.Campaign.StatusAt"/>.</param>
public sealed record CampaignRow(Guid Id, CampaignStatus Status, string TimeZone, DateTimeOffset? OpensAt, DateTimeOffset? EndedAt, string? FollowUpUrl)
{
    public required bool AsksPostcode { get; init; }
    public required bool AsksComment { get; init; }
    /// <summary>The campaign offers a page from which anybody can share it.</summary>
    public required bool OffersSharing { get; init; }
}

public sealed record TextRow(string Language, string Slug, string? Picture, string? PictureAlt, string? PictureCredit, bool CardIsPicture, string? GoalReason, PressContact? Press);

public sealed record VersionRow(Guid Id, int Number, string Headline, string Summary, DateTimeOffset PublishedAt);

/// <param name="CountedAt">Null before the first count.</param>
public sealed record CountRow(int Online, int Paper, DateTimeOffset? CountedAt, int? FixedGoal)
{
    public int Total => Online + Paper;
    public int Goal => Core.Reporting.Goal.Next(Total, FixedGoal);
}

public sealed record TargetRow(Guid Id, string Name, string? Role, string? Organisation)
{
    /// <summary>"Dana Whitlock, Northwind".</summary>
    public string Line => Organisation is null ? Name : $"{Name}, {Organisation}";
}

public sealed record LanguageRow(string Language, string Slug);

public sealed record SourceRow(string Key, int? Frozen, string Title, string Url, string Publisher, DateOnly PublishedOn, SourceKind Kind, string? ArchivedUrl, string? Copy, DateOnly? RemovedOn, string? RemovedReason);

/// <param name="EntryNumber">The timeline entry that holds the whole answer.</param>
public sealed record ClaimRow(string Key, string Target, DateOnly AskedOn, DateOnly? AnsweredOn, string? Answer, int? EntryNumber);

public sealed record TimelineRow(int Number, TimelineKind Kind, DateOnly Date, string Title, string Body, string? Correction, string? SourceUrl);

/// <param name="Name">Shortened: "Ana K.".</param>
public sealed record SupporterRow(string Name, string Country, DateOnly Day)
{
    /// <summary>The reader's own row, on a page that is theirs alone.</summary>
    public bool IsYou { get; init; }
}
