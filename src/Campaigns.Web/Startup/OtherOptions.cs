using System.ComponentModel.DataAnnotations;

namespace Campaigns.Web.Startup;

/// <summary>Section <c>Setup</c>: an administrator who exists after the start; closes <c>/setup</c>.</summary>
public sealed class SetupOptions
{
    [EmailAddress(ErrorMessage = "Setup:AdminEmail must be one e-mail address, for example admin@example.org")]
    public string? AdminEmail { get; set; }

    /// <summary>At least 12 characters. Only used to create the account: changing it later changes nothing.</summary>
    public string? AdminPassword { get; set; }
}

/// <summary>Section <c>Staff</c>.</summary>
public sealed class StaffOptions
{
    /// <summary>Whether roles that see personal data must have a second factor. Optional is refused in Production.</summary>
    public SecondFactor SecondFactor { get; set; } = SecondFactor.Required;
}

public enum SecondFactor { Required, Optional }

/// <summary>Section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>Seeds the demonstration campaign at <c>/c/northwind</c> when the database holds no campaign.</summary>
    public bool Seed { get; set; }
}

/// <summary>Key <c>Roles</c>: what this process does; both by default.</summary>
public sealed class RoleOptions
{
    public bool Web { get; set; } = true;
    public bool Worker { get; set; } = true;
}
