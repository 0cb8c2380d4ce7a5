using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.People;

public sealed record PeoplePage
{
    public required IReadOnlyList<PersonRow> Rows { get; init; }
    /// <summary>What was done just now, as a sentence.</summary>
    public string? Done { get; init; }
    public InviteForm Form { get; init; } = new();
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

/// <summary>One colleague.</summary>
/// <param name="Name">Null until the invitation is accepted.</param>
/// <param name="InvitedAt">Null once the person has joined.</param>
public sealed record PersonRow(Guid Id, string? Name, string Email, IReadOnlyList<string> Roles, bool HasSecondFactor, DateTimeOffset? LastSignInAt, DateTimeOffset? InvitedAt, bool IsInvitationOver, DateTimeOffset? DeactivatedAt);

public sealed record PersonPage
{
    public required PersonRow Row { get; init; }
    /// <summary>Oneself: an account is shut by somebody else.</summary>
    public required bool IsSelf { get; init; }
    /// <summary>Where the person is signed in.</summary>
    public required SessionList Sessions { get; init; }
    public string? Done { get; init; }
    public IReadOnlyList<string>? Ticked { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

/// <summary>Behind the link of an invitation, or of a new password.</summary>
public sealed record PasswordPage
{
    public required string Token { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

public sealed record ForgotPage
{
    public string? Email { get; init; }
    public bool IsSent { get; init; }
    public string? Problem { get; init; }
}
