namespace Campaigns.Web.Features.Editing;

/// <summary>What people type into fields, as it is kept.</summary>
internal static class Typed
{
    /// <returns>The day of a date field; null for anything else, and for slips of the keyboard such as the year 0026.</returns>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day.Year > 1900 ? day : null;

    /// <returns>Null where nothing but spaces was typed.</returns>
    public static string? OrNull(string? text) => text?.Trim() is { Length: > 0 } filled ? filled : null;
}
