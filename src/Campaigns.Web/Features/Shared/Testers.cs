using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.OutputCaching;

namespace Campaigns.Web.Features.Shared;

/// <summary>What a page of a campaign in test mode says above everything else.</summary>
/// <param name="Target">Null for a campaign of several targets, or none.</param>
public sealed record TestBanner(Guid CampaignId, string? Target);

/// <summary>
/// Who may see a campaign in test mode: staff who read campaigns, and browsers that opened its preview link. Asked only when the campaign found
/// is in test mode, so that no other public page reads either cookie. What such a page answers is neither kept nor indexed.
/// </summary>
public sealed class Testers(IHttpContextAccessor http, Seal seal)
{
    private const string Cookie = "preview", SecureCookie = "__Host-preview";
    private const int MostCampaigns = 8, GuidBytes = 16;

    /// <returns>True for every campaign that is not in test mode.</returns>
    public async ValueTask<bool> MaySeeAsync(Campaign campaign, IReadOnlyList<string> targets)
    {
        if (!campaign.IsTest) return true;
        if (http.HttpContext is not { } context || campaign.TestRun is not { } run) return false;
        if (context.Features.Get<TestBanner>()?.CampaignId == campaign.Id) return true;
        if (context.Features.Get<Admitted>()?.Run != run && !RunsOf(context.Request).Contains(run) && !await IsStaffAsync(context)) return false;
        Mark(context, new TestBanner(campaign.Id, targets is [var only] ? only : null));
        return true;
    }

    /// <summary>Lets this browser see the test until it is closed or test mode is turned off; this request already does.</summary>
    public void Admit(HttpContext context, Guid run)
    {
        context.Features.Set(new Admitted(run));
        var runs = RunsOf(context.Request);
        if (runs.Contains(run)) return;
        var bytes = runs.Prepend(run).Take(MostCampaigns).SelectMany(each => each.ToByteArray()).ToArray();
        context.Response.Cookies.Append(context.Request.IsHttps ? SecureCookie : Cookie, seal.Close(bytes), new CookieOptions
        {
            HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
        });
    }

    private List<Guid> RunsOf(HttpRequest request)
    {
        if ((request.Cookies[SecureCookie] ?? request.Cookies[Cookie]) is not { } sealedText || seal.Open(sealedText) is not { } bytes || bytes.Length % GuidBytes != 0) return [];
        return [.. bytes.Chunk(GuidBytes).Select(each => new Guid(each))];
    }

    private static async Task<bool> IsStaffAsync(HttpContext context)
    {
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return session.Principal is { } person
            && (await context.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(person, null, Permission.ReadCampaigns)).Succeeded;
    }

    private static void Mark(HttpContext context, TestBanner banner)
    {
        if (context.Features.Get<IOutputCacheFeature>()?.Context is { } cache) cache.AllowCacheStorage = false;
        // At the end, since actions say no-cache or how long a card may be kept.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Robots-Tag"] = "noindex";
            return Task.CompletedTask;
        });
        context.Features.Set(banner);
    }

    private sealed record Admitted(Guid Run);
}
