using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Startup;

/// <summary>Holds <see cref="PasswordRule"/> for every way by which a password is set.</summary>
public sealed class PasswordValidator(Organisation organisation) : IPasswordValidator<StaffUser>
{
    public Task<IdentityResult> ValidateAsync(UserManager<StaffUser> manager, StaffUser user, string? password) => Task.FromResult(
        PasswordRule.ProblemWith(password, user.Email, user.DisplayName, organisation.Now.Name) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = problem.ToString(), Description = $"The password is {problem}." })
            : IdentityResult.Success);
}
