using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Somebody whom this browser remembers, because they asked it to after they had proved their address.</summary>
/// <param name="SignatureId">The signature under which they asked.</param>
/// <param name="EmailKey">32 bytes.</param>
public sealed record KnownSupporter(Guid SignatureId, byte[] EmailKey, string Email, string Name, string Country, string? Postcode)
{
    public string FirstName => NameParts.First(Name);
}

/// <summary>
/// The cookie of "Remember me on this device". It holds no word about anybody: it names the consent that was given then, encrypted, and whatever it
/// still means is asked of the database each time. So a person who was erased, took the signature back or had their devices forgotten is nobody here.
/// </summary>
public sealed class KnownSupporters(IDbContextFactory<CampaignsDb> databases, InstallationKeys keys, TimeProvider clock)
{
    /// <summary>Cached pages are neither read nor stored for a request that carries it.</summary>
    public const string Name = "known", SecureName = "__Host-known";
    public static readonly TimeSpan Life = TimeSpan.FromDays(365);
    private const int TokenLength = 22;

    /// <returns>Null for a browser that remembers nobody any more.</returns>
    public async Task<KnownSupporter?> OfAsync(HttpRequest request, CancellationToken ct)
    {
        if ((request.Cookies[SecureName] ?? request.Cookies[Name]) is not { Length: TokenLength * 2 } cookie) return null;
        if (keys.DeliveryOf(cookie[..TokenLength], LinkPurpose.Device) is not { } signatureId || keys.DeliveryOf(cookie[TokenLength..], LinkPurpose.Device) is not { } consentId) return null;
        var since = clock.GetUtcNow() - Life;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await (
            from given in db.Consents
            where given.SignatureId == signatureId && given.Id == consentId && given.Purpose == ConsentPurpose.Device && given.IsGranted && given.At > since
            join signature in db.Signatures on given.SignatureId equals signature.Id
            where signature.State == SignatureState.Confirmed && signature.ErasedAt == null && !signature.IsTest
                && !db.Consents.Any(later => later.SignatureId == signatureId && later.Purpose == ConsentPurpose.Device && !later.IsGranted && later.At >= given.At)
            select new KnownSupporter(signature.Id, signature.EmailKey, signature.Email, signature.Name, signature.Country, signature.Postcode)).SingleOrDefaultAsync(ct);
    }

    public bool IsSet(HttpRequest request) => request.Cookies.ContainsKey(SecureName) || request.Cookies.ContainsKey(Name);

    public void Write(HttpContext http, Guid signatureId, Guid consentId) =>
        http.Response.Cookies.Append(http.Request.IsHttps ? SecureName : Name, keys.LinkToken(signatureId, LinkPurpose.Device) + keys.LinkToken(consentId, LinkPurpose.Device), new CookieOptions
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Life,
        });

    public void Forget(HttpContext http)
    {
        foreach (var name in (string[])[Name, SecureName])
            if (http.Request.Cookies.ContainsKey(name))
                http.Response.Cookies.Delete(name, new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/" });
    }
}
