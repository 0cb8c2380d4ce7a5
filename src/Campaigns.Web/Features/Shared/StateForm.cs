using Campaigns.Core;

namespace Campaigns.Web.Features.Shared;

/// <summary>What is said and set when a published campaign is paused, closed, won …; posted to the act itself and to its preview.</summary>
public sealed class StateForm
{
    public const int MostNote = 4000, MostLink = 2000;

    /// <summary>By language, Markdown: what stands instead of the form.</summary>
    public Dictionary<string, string?> Notes { get; set; } = [];
    /// <summary>For extending: local to the campaign's zone; empty for no end.</summary>
    public string? ClosesAt { get; set; }
    /// <summary>For archiving: where it goes on.</summary>
    public string? FollowUpUrl { get; set; }
    /// <summary>For archiving: the page leads there at once instead of showing the link.</summary>
    public bool Redirects { get; set; }

    public string? NoteIn(string language) => Notes.GetValueOrDefault(language)?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } note ? note : null;

    public string? Link => FollowUpUrl?.Trim() is { Length: > 0 } link ? link : null;

    /// <summary>Whether the act has words that stand instead of the form.</summary>
    public static bool HasNote(StateAct act) => act is StateAct.Pause or StateAct.Close or StateAct.Win or StateAct.Archive;

    /// <summary>Carries the act out; the caller has checked that it is one of <see cref="Campaign.ActsAt"/>.</summary>
    public void ApplyTo(Campaign campaign, StateAct act, DateTimeOffset now)
    {
        switch (act)
        {
            case StateAct.Pause: campaign.Pause(now); break;
            case StateAct.Resume: campaign.Resume(now); break;
            case StateAct.Close: campaign.Close(now); break;
            case StateAct.Win: campaign.Win(now); break;
            case StateAct.Archive: campaign.Archive(Link, Redirects, now); break;
            default: campaign.Extend(ClosingTime(campaign, out var at) is null ? at : null, now); break;
        }
    }

    /// <param name="at">Null for no end.</param>
    public ZonedTimeProblem? ClosingTime(Campaign campaign, out DateTimeOffset? at)
    {
        at = null;
        if (string.IsNullOrWhiteSpace(ClosesAt)) return null;
        var problem = ZonedTime.Read(ClosesAt.Trim(), TimeZoneInfo.FindSystemTimeZoneById(campaign.TimeZone), out var moment);
        if (problem is null) at = moment;
        return problem;
    }
}
