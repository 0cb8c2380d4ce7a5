using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Startup;

/// <summary>
/// Tells Identity that whoever has a passkey has a second factor: a password alone then opens nothing. The passkey itself is checked elsewhere,
/// so no code is right here.
/// </summary>
internal sealed class PasskeyFactor : IUserTwoFactorTokenProvider<StaffUser>
{
    public const string Name = "Passkey";

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<StaffUser> manager, StaffUser user) => (await manager.GetPasskeysAsync(user)).Count > 0;

    public Task<string> GenerateAsync(string purpose, UserManager<StaffUser> manager, StaffUser user) => Task.FromResult("");

    public Task<bool> ValidateAsync(string purpose, string token, UserManager<StaffUser> manager, StaffUser user) => Task.FromResult(false);

    /// <summary>Made and used on this site alone, found without a name, and always with a look at who holds the device: so it is both factors.</summary>
    public static void Shape(IdentityPasskeyOptions passkeys, SiteOptions site)
    {
        passkeys.ServerDomain = new Uri(site.Url).Host;
        passkeys.UserVerificationRequirement = passkeys.ResidentKeyRequirement = "required";
        passkeys.AttestationConveyancePreference = "none";
        passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && OriginCheck.Normal(asked.Origin) is { } origin && origin == OriginCheck.Normal(site.Url));
    }
}
