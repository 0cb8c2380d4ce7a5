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
