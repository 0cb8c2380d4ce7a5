using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>Holds <see cref="PasswordRule"/> for every way by which a password is set.</summary>
public sealed class PasswordValidator(IOptions<SiteOptions> site) : IPasswordValidator<StaffUser>
{
    public Task<IdentityResult> ValidateAsync(UserManager<StaffUser> manager, StaffUser user, string? password) => Task.FromResult(
        PasswordRule.ProblemWith(password, user.Email, user.DisplayName, site.Value.Organisation) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = problem.ToString(), Description = $"The password is {problem}." })
            : IdentityResult.Success);
}
