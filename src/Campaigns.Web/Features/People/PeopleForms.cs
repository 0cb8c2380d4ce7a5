using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.People;

/// <summary>The roles that are ticked.</summary>
public class RolesForm : IValidatableObject
{
    public List<string> Roles { get; set; } = [];

    /// <summary>In the order of the table; what is no role is none.</summary>
    public IReadOnlyList<string> Known => [.. Core.Accounts.Roles.All.Intersect(Roles)];

    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Known.Count == 0) yield return new("Choose at least one role", [nameof(Roles)]);
    }
}

public sealed class InviteForm : RolesForm
{
    public string? Email { get; set; }

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!EmailAddress.IsWellFormed(Email)) yield return new("Enter an email address in the correct format, like name@example.com", [nameof(Email)]);
        foreach (var problem in base.Validate(validationContext)) yield return problem;
    }
}

/// <summary>What somebody who was invited enters.</summary>
public sealed class JoinForm : IValidatableObject
{
    public string? Name { get; set; }
    public string? Password { get; set; }

    /// <summary>The password is checked where the address is known.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Name)) yield return new("Enter your full name", [nameof(Name)]);
        else if (Name.Length > 120) yield return new("Shorten your name to 120 characters", [nameof(Name)]);
        else if (Name.Any(char.IsControl)) yield return new("Enter your name without line breaks", [nameof(Name)]);
    }
}
