using Microsoft.AspNetCore.Identity;

namespace Campaigns.Core.Accounts;

/// <summary>A person who works in the admin area; signs in with an e-mail address and, for most roles, a second factor.</summary>
public sealed class StaffUser : IdentityUser<Guid>
{
    public StaffUser() => Id = Guid.CreateVersion7();

    /// <summary>How colleagues see this person.</summary>
    [PersonalData]
    public string DisplayName { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    /// <summary>Interface language for mail to this person.</summary>
    public string Language { get; set; } = "en";
    /// <summary>When the newest invitation was written; links of earlier ones are void. Null for accounts that were never invited.</summary>
    public DateTimeOffset? InvitedAt { get; set; }
    public Guid? InvitedById { get; set; }
    /// <summary>Reset links written before this are void.</summary>
    public DateTimeOffset? PasswordSetAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
    /// <summary>When an authenticator app proved that it holds the key; a key without it opens nothing. <c>TwoFactorEnabled</c> is true with an app or a passkey.</summary>
    public DateTimeOffset? AppSetAt { get; set; }
    /// <summary>Since when this person may no longer sign in.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }
    /// <summary>Since when this person does not want to see the list of first steps.</summary>
    public DateTimeOffset? FirstStepsHiddenAt { get; set; }

    /// <summary>Has accepted the invitation, or never needed one.</summary>
    public bool HasJoined => PasswordHash is not null;
    public bool MaySignIn => HasJoined && DeactivatedAt is null;
}

/// <summary>The roles; they add up.</summary>
public static class Roles
{
    public const string Viewer = "Viewer";
    public const string Analyst = "Analyst";
    public const string Organiser = "Organiser";
    public const string Publisher = "Publisher";
    public const string Exporter = "Exporter";
    public const string Admin = "Admin";

    public static readonly IReadOnlyList<string> All = [Viewer, Analyst, Organiser, Publisher, Exporter, Admin];
}
