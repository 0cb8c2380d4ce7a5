using Campaigns.Core;

namespace Campaigns.Web.Features.Home;

/// <summary>What waits for this person, and how the campaigns do.</summary>
public sealed record HomePage
{
    public required string? Name { get; init; }
    public required IReadOnlyList<HomeTask> Tasks { get; init; }
    /// <summary>Null for those who do not look after the installation.</summary>
    public required IReadOnlyList<HomeJob>? Jobs { get; init; }
    public required IReadOnlyList<HomeCampaign> Campaigns { get; init; }
    /// <summary>Campaigns that are not among them.</summary>
    public required int More { get; init; }
    public required bool MayCreate { get; init; }
    public required DateTimeOffset Now { get; init; }
}

/// <summary>Something that needs a person.</summary>
/// <param name="Campaign">Headline; null for what concerns the installation.</param>
/// <param name="Sentence">What is the matter.</param>
/// <param name="Act">What the link does; null where this person cannot do it.</param>
/// <param name="Href">Where.</param>
/// <param name="Ask">Who can, where this person cannot.</param>
public sealed record HomeTask(string? Campaign, string Sentence, string? Act = null, string? Href = null, string? Ask = null);

/// <param name="Name">In words.</param>
public sealed record HomeJob(string Name, DateTimeOffset? LastRunAt, bool IsRunning, string? Error);

public sealed record HomeCampaign
{
    public required Guid Id { get; init; }
    public required string? Headline { get; init; }
    public required CampaignStatus Status { get; init; }
    public required bool IsTest { get; init; }
    public required string TimeZone { get; init; }
    public required DateTimeOffset? OpensAt { get; init; }
    public required int Online { get; init; }
    public required int Paper { get; init; }
    /// <summary>Confirmed a day in the campaign's zone, today last.</summary>
    public required IReadOnlyList<int> Days { get; init; }

    public int Today => Days[^1];

    /// <summary>The corners of a line in a box of 100 by 30.</summary>
    public string Line
    {
        get
        {
            var top = Math.Max(1, Days.Max());
            return string.Join(' ', Days.Select((number, at) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{at * 100.0 / (Days.Count - 1):0.#},{29 - (number * 28.0 / top):0.#}")));
        }
    }
}
