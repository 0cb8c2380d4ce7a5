namespace Campaigns.Web.Features.Shared;

/// <summary>What a person sees instead of the page: what happened, what to do, and nothing typed lost.</summary>
public sealed record FailurePage
{
    /// <summary>HTTP status, 400 to 599.</summary>
    public required int Status { get; init; }
    /// <summary>What finds this failure in the log; null when nothing was logged.</summary>
    public string? Reference { get; init; }
    /// <summary>The page of the form that was refused unread; null where nobody knows one.</summary>
    public string? FormPath { get; init; }
    /// <summary>Where "Try again" posts the same answers; null where there is nothing to repeat.</summary>
    public string? RetryPath { get; init; }
    public IReadOnlyList<KeyValuePair<string, string>> Answers { get; init; } = [];
}
