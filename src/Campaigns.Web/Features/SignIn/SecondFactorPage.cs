namespace Campaigns.Web.Features.SignIn;

public sealed record SecondFactorPage
{
    public required bool IsOn { get; init; }
    /// <summary>The role asks for it and the rest of the staff area waits.</summary>
    public required bool IsRequired { get; init; }
    public required int CodesLeft { get; init; }
    /// <summary>In groups of four, for typing; null once it is on.</summary>
    public string? Key { get; init; }
    /// <summary>A <c>data:</c> address of the picture that holds the key.</summary>
    public string? Picture { get; init; }
    public string? Problem { get; init; }
}

public sealed record RecoveryCodesPage
{
    public required IReadOnlyList<string> Codes { get; init; }
}
