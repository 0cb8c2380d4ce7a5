namespace Campaigns.Web.Features.SignIn;

/// <summary>Asks for the password once more before something grave is done.</summary>
public sealed record AgainPage
{
    /// <summary>Where the post goes on to.</summary>
    public required string Path { get; init; }
    /// <summary>What was posted there.</summary>
    public required IReadOnlyList<(string Name, string Value)> Fields { get; init; }
    public required bool AsksCode { get; init; }
    /// <summary>A passkey does instead of all that is asked.</summary>
    public required bool HasPasskey { get; init; }
    public string? Problem { get; init; }
}
