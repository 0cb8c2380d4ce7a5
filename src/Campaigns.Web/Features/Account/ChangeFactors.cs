using System.Security.Claims;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Account;

/// <summary>
/// Adds and takes away second factors of the person who is signed in. Each change ends their other sessions; this one goes on.
/// The last factor of a role that must have one stays.
/// </summary>
public sealed class ChangeFactors(UserManager<StaffUser> users, SignInManager<StaffUser> signIn, CampaignsDb db, EndSessions end, IOptions<StaffOptions> staff, TimeProvider clock)
{
    public const int MostPasskeys = 20;
    private const int Codes = 10;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A session without the second factor changes none once there is one: it might be a stranger's with the password.</summary>
    public static bool May(StaffUser user, ClaimsPrincipal session) => !user.TwoFactorEnabled || StaffSession.UsedSecondFactor(session);

    public async Task<bool> MustHaveOneAsync(StaffUser user) =>
        staff.Value.SecondFactor is SecondFactor.Required && (await users.GetRolesAsync(user)).Any(Permission.NeedsSecondFactor);

    /// <summary>Writes down what the caller has put on <paramref name="user"/>.</summary>
    /// <returns>Recovery codes with the first factor; none with a further one.</returns>
    public async Task<IReadOnlyList<string>> AddedAsync(StaffUser user, string action, HttpContext context, CancellationToken ct)
    {
        var isFirst = !user.TwoFactorEnabled;
        if (isFirst) await users.SetTwoFactorEnabledAsync(user, true);
        else await users.UpdateSecurityStampAsync(user);
        var codes = isFirst ? await users.GenerateNewTwoFactorRecoveryCodesAsync(user, Codes) : null;
        await GoOnAsync(user, action, context, ct);
        return [.. codes ?? []];
    }

    public async Task<IReadOnlyList<string>> AddPasskeyAsync(StaffUser user, UserPasskeyInfo passkey, string name, HttpContext context, CancellationToken ct)
    {
        passkey.Name = name;
        Require(await users.AddOrUpdatePasskeyAsync(user, passkey));
        if (user is { TwoFactorEnabled: false, AppSetAt: null }) await ForgetAppAsync(user); // a key that was shown and never proved
        return await AddedAsync(user, "passkey.added", context, ct);
    }

    /// <returns>False when there is no such passkey.</returns>
    public async Task<bool> RenamePasskeyAsync(StaffUser user, byte[] id, string name)
    {
        if (await users.GetPasskeyAsync(user, id) is not { } passkey) return false;
        passkey.Name = name;
        Require(await users.AddOrUpdatePasskeyAsync(user, passkey));
        return true;
    }

    /// <returns>False when it is the last factor of somebody who must have one.</returns>
    public async Task<bool> RemovePasskeyAsync(StaffUser user, byte[] id, HttpContext context, CancellationToken ct)
    {
        var others = (await users.GetPasskeysAsync(user)).Count(passkey => !passkey.CredentialId.SequenceEqual(id));
        if (await users.GetPasskeyAsync(user, id) is null) return true;
        var isLast = others == 0 && user.AppSetAt is null;
        if (isLast && await MustHaveOneAsync(user)) return false;
        Require(await users.RemovePasskeyAsync(user, id));
        await TakenAsync(user, isLast, "passkey.removed", context, ct);
        return true;
    }

    /// <inheritdoc cref="RemovePasskeyAsync"/>
    /// <param name="isReplaced">Another app follows at once, so it may be the last.</param>
    public async Task<bool> RemoveAppAsync(StaffUser user, bool isReplaced, HttpContext context, CancellationToken ct)
    {
        if (user.AppSetAt is null) return true;
        var isLast = (await users.GetPasskeysAsync(user)).Count == 0;
        if (isLast && !isReplaced && await MustHaveOneAsync(user)) return false;
        user.AppSetAt = null;
        await ForgetAppAsync(user);
        await TakenAsync(user, isLast, isReplaced ? "second-factor.app-replaced" : "second-factor.app-removed", context, ct);
        return true;
    }

    /// <returns>Ten that replace those there are.</returns>
    public async Task<IReadOnlyList<string>> NewCodesAsync(StaffUser user, HttpContext context, CancellationToken ct)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, Codes) ?? [];
        await users.UpdateSecurityStampAsync(user);
        await GoOnAsync(user, "second-factor.new-codes", context, ct);
        return [.. codes];
    }

    private async Task TakenAsync(StaffUser user, bool wasLast, string action, HttpContext context, CancellationToken ct)
    {
        if (wasLast) await users.SetTwoFactorEnabledAsync(user, false);
        else await users.UpdateSecurityStampAsync(user);
        await GoOnAsync(user, action, context, ct);
    }

    private async Task ForgetAppAsync(StaffUser user) => Require(await users.RemoveAuthenticationTokenAsync(user, "[AspNetUserStore]", "AuthenticatorKey"));

    private async Task GoOnAsync(StaffUser user, string action, HttpContext context, CancellationToken ct)
    {
        db.Add(new AuditEntry(user.Id, action, user.Id.ToString(), null, null, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await end.AllAsync(user.Id, await StaffTickets.CurrentAsync(context), ct);
        // The changed security stamp would end this session too. It has used, or has just proved, its second factor.
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await signIn.SignInWithClaimsAsync(user, session.Properties, [StaffSession.SecondFactorClaim]);
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"The account was refused: {string.Join(", ", result.Errors.Select(error => error.Code))}.");
    }
}
