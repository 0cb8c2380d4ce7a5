namespace Campaigns.Web.Features.People;

/// <summary>What the log is narrowed to; it stands in the address, so that a view of it can be kept and passed on.</summary>
public sealed class AuditFilter
{
    /// <summary>Id of who did it, or to whom it was done.</summary>
    public Guid? Person { get; set; }
    /// <summary>An action or the beginning of several: <c>person.</c></summary>
    public string? Does { get; set; }
    public Guid? Campaign { get; set; }
    /// <summary>First and last day, UTC.</summary>
    public DateOnly? From { get; set; }
    public DateOnly? Until { get; set; }

    /// <param name="before">Id of the last entry of the page before.</param>
    public string Query(Guid? before = null) => QueryString.Create(new Dictionary<string, string?>
    {
        ["person"] = Person?.ToString(), ["does"] = Does, ["campaign"] = Campaign?.ToString(), ["from"] = From?.ToString("yyyy-MM-dd"), ["until"] = Until?.ToString("yyyy-MM-dd"), ["before"] = before?.ToString(),
    }.Where(part => part.Value is { Length: > 0 })).ToString();
}

public sealed record AuditPage
{
    public required AuditFilter Filter { get; init; }
    public required IReadOnlyList<AuditRow> Rows { get; init; }
    /// <summary>Id from which older entries go on; null at the end.</summary>
    public required Guid? Older { get; init; }
    public required bool IsFirst { get; init; }
    public required IReadOnlyList<(Guid Id, string Name)> People { get; init; }
    public required IReadOnlyList<(Guid Id, string Name)> Campaigns { get; init; }
    public required IReadOnlyList<string> Actions { get; init; }
}

/// <param name="Actor">Null for the program itself and for people who were not signed in.</param>
/// <param name="Subject">A name where the object has one, else its id.</param>
public sealed record AuditRow(Guid Id, DateTimeOffset At, string? Actor, string Action, string? Subject, int? Count, string? Detail, string? Network);
