using System.Globalization;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Signing;

/// <summary>
/// The link in the confirmation mail. GET shows a page with buttons and changes nothing, since mail scanners open links;
/// POST acts, may be repeated, and leads to the same page again.
/// </summary>
[PublicEndpoint, Route("s/{token}")]
public sealed class ConfirmController(
    ReadLink readLink, ConfirmSignature confirm, WithdrawSignature withdraw, SendNewLink sendNewLink, ReadConfirm readConfirm,
    SupporterCookie cookie, Limits limits) : Controller
{
    [HttpGet, HttpHead]
    public async Task<IActionResult> Show(string token, string? sent, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } found) return await UnknownAsync(ct);
        return View("Confirm", await readConfirm.RunAsync(token, found, newLinkSent: sent == "new", ct));
    }

    [HttpPost]
    public async Task<IActionResult> Confirm(string token, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } found) return await UnknownAsync(ct);
        if (found.IsExpired && found.Signature.State is not SignatureState.Confirmed) return new SeeOtherResult($"/s/{token}");
        if (await confirm.RunAsync(found.Signature.Id, ct) is ConfirmOutcome.CampaignClosed || found.Slug is null) return new SeeOtherResult($"/s/{token}");

        cookie.Write(HttpContext, readConfirm.ActOf(found.Signature));
        return new SeeOtherResult($"/c/{found.Slug}/thanks");
    }

    [HttpPost("not-me")]
    public async Task<IActionResult> NotMe(string token, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } found) return await UnknownAsync(ct);
        if (!found.IsExpired) await withdraw.RunAsync(found.Signature.Id, "this was not me", ct);
        return new SeeOtherResult($"/s/{token}");
    }

    [HttpPost("new-link")]
    public async Task<IActionResult> NewLink(string token, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } found) return await UnknownAsync(ct);
        await sendNewLink.RunAsync(found, HttpContext.Connection.RemoteIpAddress, ct);
        return new SeeOtherResult($"/s/{token}?sent=new");
    }

    private async Task<FoundLink?> FindAsync(string token, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        // With no-referrer browsers would post "Origin: null", which the origin check refuses.
        Response.Headers["Referrer-Policy"] = "same-origin";
        var found = await readLink.RunAsync(token, LinkPurpose.Confirm, ct);
        if (found is not null) CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(found.Signature.Language);
        return found;
    }

    private async Task<IActionResult> UnknownAsync(CancellationToken ct)
    {
        if (await limits.TakeAsync(LimitNames.LinkTokens, NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress), ct) is { } until)
        {
            Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return View("TooManyLinks", until);
        }
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("UnknownLink");
    }
}
