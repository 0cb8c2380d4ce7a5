using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Startup;

/// <summary>Asked at every way in: people who were only invited, or deactivated, are refused whatever they know.</summary>
internal sealed class StaffMaySignIn : IUserConfirmation<StaffUser>
{
    public Task<bool> IsConfirmedAsync(UserManager<StaffUser> manager, StaffUser user) => Task.FromResult(user.MaySignIn);
}
