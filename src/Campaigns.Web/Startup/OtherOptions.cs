namespace Campaigns.Web.Startup;

/// <summary>Section <c>Setup</c>: an administrator who exists after the start; closes <c>/setup</c>.</summary>
public sealed class SetupOptions
{
    /// <summary>Empty is the same as missing, because a container's settings often name every key.</summary>
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

/// <summary>Section <c>ShareCards</c>: the pictures that networks show beside a link.</summary>
public sealed class ShareCardOptions
{
    /// <summary>Turns SVG into PNG: a name that is looked for in PATH, or a full path. Empty: cards are not drawn.</summary>
    public string Program { get; set; } = "rsvg-convert";
}

/// <summary>Key <c>Roles</c>: what this process does; both by default. A list, or one text with commas: <c>web,worker</c>.</summary>
public sealed class RoleOptions
{
    public bool Web { get; set; } = true;
    public bool Worker { get; set; } = true;

    /// <exception cref="SettingException">A role that does not exist.</exception>
    internal void Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Roles");
        // The text wins over the list, so that Roles=web in the environment overrides the file.
        string[] roles = section.Value is { Length: > 0 } text ? text.Split(',', StringSplitOptions.RemoveEmptyEntries) : [.. section.GetChildren().Select(child => child.Value ?? "")];
        if (roles.Length == 0) return;

        roles = [.. roles.Select(role => role.Trim().ToLowerInvariant())];
        if (Array.Find(roles, role => role is not ("web" or "worker")) is { } unknown)
            throw new SettingException($"Roles holds \"{unknown}\", which is no role. Set it to \"web\", \"worker\" or both");
        (Web, Worker) = (roles.Contains("web"), roles.Contains("worker"));
    }
}
