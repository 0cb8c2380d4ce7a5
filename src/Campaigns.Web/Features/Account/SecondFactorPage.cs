using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Account;

public sealed record SecondFactorPage
{
    /// <summary>There is a second factor already; this page adds another.</summary>
    public required bool IsOn { get; init; }
    public required bool HasApp { get; init; }
    /// <summary>The role asks for it and the rest of the staff area waits.</summary>
    public required bool IsRequired { get; init; }
    /// <summary>In groups of four, for typing; null once the app is on.</summary>
    public string? Key { get; init; }
    /// <summary>A <c>data:</c> address of the picture that holds the key.</summary>
    public string? Picture { get; init; }
    /// <summary>What the new passkey is called.</summary>
    public string? Name { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

public sealed record RecoveryCodesPage
{
    public required IReadOnlyList<string> Codes { get; init; }
    /// <summary>They come with the second step; otherwise they replace others.</summary>
    public required bool IsFirst { get; init; }
}

public sealed class AppForm
{
    /// <summary>Six digits.</summary>
    public string? Code { get; set; }
}

public sealed class PasskeyForm
{
    public string? Name { get; set; }
    /// <summary>What the browser made of the device's answer, as JSON.</summary>
    public string? Credential { get; set; }
    /// <summary>Which one, base64url; for a passkey that is there.</summary>
    public string? Id { get; set; }

    /// <returns>A key of interface texts.</returns>
    public static string? ProblemWith(string? name) => string.IsNullOrWhiteSpace(name) ? "Give the passkey a name, so that you know it again"
        : name.Length > 60 ? "Shorten the name to 60 characters"
        : name.Any(char.IsControl) ? "Enter the name without line breaks" : null;
}
