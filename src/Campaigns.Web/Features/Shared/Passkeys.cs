using System.Security.Cryptography;
using System.Text.Json;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Shared;

/// <summary>What a passkey is asked for; an answer to one question is no answer to another.</summary>
public enum PasskeyQuestion { Make, SignIn, Again }

/// <summary>
/// Making a passkey and using it (WebAuthn), by Identity's own handler. What was asked lies sealed in a cookie of the browser that was asked,
/// for five minutes, and counts once: the database remembers what was answered.
/// </summary>
public sealed class Passkeys(IPasskeyHandler<StaffUser> handler, UserManager<StaffUser> users, CampaignsDb db, IDataProtectionProvider protection, IOptions<SiteOptions> site, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly IDataProtector _protection = protection.CreateProtector("staff-passkey");

    /// <returns>The options for <c>navigator.credentials.create()</c>, as JSON.</returns>
    public async Task<string> AskToMakeAsync(StaffUser user, HttpContext context)
    {
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email!, DisplayName = user.DisplayName }, context);
        Keep(context, new(PasskeyQuestion.Make, user.Id, asked.AttestationState ?? "", clock.GetUtcNow() + Life));
        return asked.CreationOptionsJson;
    }

    /// <returns>Null when it does not answer what this person was asked in this browser.</returns>
    public async Task<UserPasskeyInfo?> MadeAsync(StaffUser user, string credential, HttpContext context, CancellationToken ct)
    {
        if (await TakeAsync(context, PasskeyQuestion.Make, ct) is not { } asked || asked.StaffId != user.Id) return null;
        var made = await handler.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = credential, AttestationState = asked.State });
        return made is { Succeeded: true, Passkey.IsUserVerified: true } && made.UserEntity.Id == user.Id.ToString() ? made.Passkey : null;
    }

    /// <param name="user">Null to take whoever answers.</param>
    /// <returns>The options for <c>navigator.credentials.get()</c>, as JSON.</returns>
    public async Task<string> AskToUseAsync(PasskeyQuestion question, StaffUser? user, HttpContext context)
    {
        var asked = await handler.MakeRequestOptionsAsync(user, context);
        Keep(context, new(question, user?.Id, asked.AssertionState ?? "", clock.GetUtcNow() + Life));
        return asked.RequestOptionsJson;
    }

    /// <returns>Whose passkey answered, having looked at who holds it; null when none did. Whether they may sign in is not looked at.</returns>
    public async Task<StaffUser?> UsedAsync(PasskeyQuestion question, string credential, HttpContext context, CancellationToken ct)
    {
        if (await TakeAsync(context, question, ct) is not { } asked) return null;
        var used = await handler.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = asked.State });
        if (!used.Succeeded || (asked.StaffId is { } only && only != used.User.Id)) return null;
        var kept = await users.AddOrUpdatePasskeyAsync(used.User, used.Passkey); // its counter went on
        return kept.Succeeded ? used.User : null;
    }

    private void Keep(HttpContext context, Asked asked) =>
        context.Response.Cookies.Append(Cookie, Convert.ToBase64String(_protection.Protect(JsonSerializer.SerializeToUtf8Bytes(asked))), new CookieOptions
        {
            HttpOnly = true, Secure = IsSecure, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = Life, IsEssential = true,
        });

    /// <summary>What this browser was asked; whatever comes of the answer, it is spent.</summary>
    private async Task<Asked?> TakeAsync(HttpContext context, PasskeyQuestion question, CancellationToken ct)
    {
        if (context.Request.Cookies[Cookie] is not { } kept) return null;
        context.Response.Cookies.Delete(Cookie, new CookieOptions { HttpOnly = true, Secure = IsSecure, SameSite = SameSiteMode.Strict, Path = "/" });
        if (Read(kept) is not { } asked || asked.Question != question || asked.Until <= clock.GetUtcNow()) return null;
        db.Add(new SpentChallenge(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(asked.State)), asked.Until));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return null;
        }
        return asked;
    }

    private Asked? Read(string kept)
    {
        try { return JsonSerializer.Deserialize<Asked>(_protection.Unprotect(Convert.FromBase64String(kept))); }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException or JsonException) { return null; }
    }

    private bool IsSecure => site.Value.Url.StartsWith("https:", StringComparison.Ordinal);

    private string Cookie => IsSecure ? "__Host-staff-passkey" : "staff-passkey";

    private sealed record Asked(PasskeyQuestion Question, Guid? StaffId, string State, DateTimeOffset Until);
}
