using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Account;

/// <summary>One's own account.</summary>
public sealed record AccountPage
{
    public required string Email { get; init; }
    public required ProfileForm Profile { get; init; }
    public required DateTimeOffset? AppSetAt { get; init; }
    public required IReadOnlyList<PasskeyRow> Passkeys { get; init; }
    public required int CodesLeft { get; init; }
    /// <summary>The role asks for a second factor and this is the only one.</summary>
    public required bool LastMustStay { get; init; }
    public required SessionList Sessions { get; init; }
    /// <summary>What was done just now, as a sentence.</summary>
    public string? Done { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    public bool HasSecondFactor => AppSetAt is not null || Passkeys.Count > 0;
    public bool FewCodes => HasSecondFactor && CodesLeft <= 3;
}

/// <param name="Id">Base64url.</param>
/// <param name="IsSynced">It lies in a keychain that several devices share.</param>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset CreatedAt, bool IsSynced);

public sealed class ProfileForm
{
    public string? Name { get; set; }
    public string? Language { get; set; }
}

public sealed class PasswordForm
{
    public string? Current { get; set; }
    public string? Password { get; set; }
}
