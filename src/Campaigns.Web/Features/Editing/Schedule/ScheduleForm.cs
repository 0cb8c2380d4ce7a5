using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Editing.Schedule;

/// <summary>In which zone the page prints times, when signing ends, and what is aimed at. Opening is the launch page's matter.</summary>
public sealed class ScheduleForm : SectionForm
{
    public const int MostGoal = 100_000_000;

    [Required(ErrorMessage = "Select the time zone of the campaign")]
    public string? TimeZone { get; set; }

    /// <summary>Local to <see cref="TimeZone"/>; empty for no end.</summary>
    public string? ClosesAt { get; set; }

    /// <summary>Digits, perhaps grouped; empty for steps that rise by themselves.</summary>
    [MaxLength(20, ErrorMessage = "Enter the goal as a number, such as 10000")]
    public string? Goal { get; set; }

    /// <returns>Null for something that is no number of signatures.</returns>
    public static int? NumberOf(string goal)
    {
        var digits = string.Concat(goal.Where(c => !char.IsWhiteSpace(c) && c is not (',' or '.' or '\'' or '\u202f')));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostGoal ? number : null;
    }
}

public sealed record ScheduleBeside
{
    public required IReadOnlyList<TimeZoneRow> Zones { get; init; }
    /// <summary>When it opens or opened; null for a draft without a date.</summary>
    public required DateTimeOffset? OpensAt { get; init; }
}
