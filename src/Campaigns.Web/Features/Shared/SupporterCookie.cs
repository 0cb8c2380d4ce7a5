using System.Text.Json;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// What this browser has just done under a campaign, sealed in a session cookie. It holds only what was typed here, so that a page
/// shown from it never tells whether the address had signed before.
/// </summary>
public sealed record SupporterAct
{
    public required Guid CampaignId { get; init; }
    /// <summary>Id the attempt was given. A row of this id exists only when this browser made the signature.</summary>
    public required Guid SignatureId { get; init; }
    public required SignatureDetails Details { get; init; }
    public required byte[] WordingHash { get; init; }
    /// <summary>This browser pressed the button in the mail.</summary>
    public bool IsConfirmed { get; init; }
    /// <summary>Signed with one press on a device that remembers the signer: it counts, but whoever holds the device writes no letters in their name.</summary>
    public bool IsRecognised { get; init; }

    public string FirstName => NameParts.First(Details.Name);

    /// <summary>Signed once more in the same browser by the same person: it stays the signature that this browser made, and what brought them first stays too.</summary>
    public SupporterAct After(SupporterAct? before) => before is null || !before.Details.EmailKey.AsSpan().SequenceEqual(Details.EmailKey) ? this : this with
    {
        SignatureId = before.SignatureId,
        Details = Details with { ShareLinkId = before.Details.ShareLinkId, Generation = before.Details.Generation, Source = before.Details.Source },
    };
}

public sealed class SupporterCookie(Seal seal)
{
    /// <summary>Cached pages are neither read nor stored for a request that carries it.</summary>
    public const string Name = "supporter", SecureName = "__Host-supporter";
    // Browsers drop a cookie over 4 KB: no comment in it, and letters beyond ASCII as they are instead of six bytes each. It is sealed, so no HTML meets it.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public SupporterAct? Read(HttpRequest request, Guid campaignId)
    {
        if ((request.Cookies[SecureName] ?? request.Cookies[Name]) is not { } sealedText) return null;
        if (seal.Open(sealedText) is not { } json) return null;
        try
        {
            var act = JsonSerializer.Deserialize<SupporterAct>(json);
            return act?.CampaignId == campaignId ? act : null;
        }
        catch (JsonException) { return null; } // of another version of the program
    }

    /// <summary>Whether this browser carries one, of whatever campaign.</summary>
    public bool IsSet(HttpRequest request) => request.Cookies.ContainsKey(SecureName) || request.Cookies.ContainsKey(Name);

    public void Forget(HttpContext http)
    {
        foreach (var name in (string[])[Name, SecureName])
            if (http.Request.Cookies.ContainsKey(name))
                http.Response.Cookies.Delete(name, new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/" });
    }

    public void Write(HttpContext http, SupporterAct act) =>
        http.Response.Cookies.Append(http.Request.IsHttps ? SecureName : Name, seal.Close(JsonSerializer.SerializeToUtf8Bytes(act with { Details = act.Details with { Comment = null } }, Compact)), new CookieOptions
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
        });
}
