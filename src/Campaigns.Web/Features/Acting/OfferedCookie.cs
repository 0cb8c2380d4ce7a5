using System.Text.Json;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Acting;

/// <summary>Which variant this browser was offered in which step, so that a person who comes back finds the same words. Ends with the browser's session.</summary>
public sealed class OfferedCookie(Seal seal)
{
    private const string Name = "offered", SecureName = "__Host-offered";
    // Browsers drop a cookie over 4 KB.
    private const int Most = 24;

    private readonly record struct Offer(string Place, Guid Message);

    /// <param name="place">Campaign, step and language: <see cref="Offers.PlaceOf"/>.</param>
    public Guid? Read(HttpRequest request, string place) => All(request).LastOrDefault(offer => offer.Place == place) is { Place: not null } found ? found.Message : null;

    public void Write(HttpContext http, string place, Guid message)
    {
        var all = All(http.Request);
        if (all.LastOrDefault(offer => offer.Place == place) is { Place: not null } known && known.Message == message) return;
        Offer[] kept = [.. all.Where(offer => offer.Place != place).TakeLast(Most - 1), new Offer(place, message)];
        http.Response.Cookies.Append(http.Request.IsHttps ? SecureName : Name, seal.Close(JsonSerializer.SerializeToUtf8Bytes(kept)), new CookieOptions
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
        });
    }

    private Offer[] All(HttpRequest request)
    {
        if ((request.Cookies[SecureName] ?? request.Cookies[Name]) is not { } text || seal.Open(text) is not { } json) return [];
        try { return JsonSerializer.Deserialize<Offer[]>(json) ?? []; }
        catch (JsonException) { return []; } // of another version of the program, or sealed for something else
    }
}
