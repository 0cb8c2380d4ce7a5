using System.Text.Json;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Acting;

/// <summary>Where a person says that they live.</summary>
/// <param name="Country">ISO 3166 alpha-2.</param>
public sealed record Place(string Country, string? Postcode);

/// <summary>
/// The place that a person gave in the letter step instead of the one they signed with. It holds for this step alone, is sealed, and ends with the
/// browser's session: where somebody lives belongs in no address.
/// </summary>
public sealed class PlaceCookie(Seal seal)
{
    public const int LongestPostcode = 20;
    private const string Name = "place", SecureName = "__Host-place";

    private sealed record Kept(Guid CampaignId, Place Place, Guid? By);

    /// <param name="by">The signature of whoever asks, null for a visitor: the next person at the same browser is not taken to live there.</param>
    public Place? Read(HttpRequest request, PublicCampaign campaign, Guid? by)
    {
        if ((request.Cookies[SecureName] ?? request.Cookies[Name]) is not { } text || seal.Open(text) is not { } json) return null;
        try { return JsonSerializer.Deserialize<Kept>(json) is { Place: { Country: not null } place } kept && kept.CampaignId == campaign.Campaign.Id && kept.By == by ? place : null; }
        catch (JsonException) { return null; } // of another version of the program, or sealed for something else
    }

    public void Write(HttpContext http, PublicCampaign campaign, Guid? by, Place place)
    {
        if (!Countries.IsKnown(place.Country) || Read(http.Request, campaign, by) == place) return;
        http.Response.Cookies.Append(http.Request.IsHttps ? SecureName : Name, seal.Close(JsonSerializer.SerializeToUtf8Bytes(new Kept(campaign.Campaign.Id, place, by))), new CookieOptions
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
        });
    }
}
