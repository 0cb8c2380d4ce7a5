using System.Globalization;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Campaigns.Web.Features.Signing;

/// <summary>
/// The link in the confirmation mail. GET shows a page with buttons and changes nothing, since mail scanners open links;
/// POST acts, may be repeated, and leads to the same page again.
/// </summary>
[PublicEndpoint, Route("s/{token}")]
public sealed class ConfirmController(
    ReadLink readLink, ConfirmSignature confirm, WithdrawSignature withdraw, SendNewLink sendNewLink, ReadConfirm readConfirm,
    SupporterCookie cookie, AdoptActions adopt, ForgetDevices forgetDevices, Testers testers, Limits limits) : Controller
{
    private FoundLink _found = null!;

    /// <summary>Finds the link and speaks the signer's language before any action runs.</summary>
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        // With no-referrer browsers would post "Origin: null", which the origin check refuses.
        Response.Headers["Referrer-Policy"] = "same-origin";
        if (await readLink.RunAsync((string)RouteData.Values["token"]!, LinkPurpose.Confirm, HttpContext.RequestAborted) is not { } found)
        {
            context.Result = await UnknownAsync();
            return;
        }
        _found = found;
        // Whoever holds the mail of a test is a tester, also on another device.
        if (found is { Signature.IsTest: true, Campaign.TestRun: { } run }) testers.Admit(HttpContext, run);
        PageLanguage.Use(HttpContext, found.Signature.Language);
        await next();
    }

    [HttpGet]
    public async Task<IActionResult> Show(string token, string? sent, CancellationToken ct) =>
        View("Confirm", await readConfirm.RunAsync(token, _found, AttemptHere(), newLinkSent: sent == "new", ct));

    [HttpPost]
    public async Task<IActionResult> Confirm(string token, [FromForm] string? letters, CancellationToken ct)
    {
        var signature = _found.Signature;
        // An old mail may be in other hands: it shows that the signature counts and makes nobody its signer.
        if (_found.IsExpired) return new SeeOtherResult($"/s/{token}");
        // Nobody sends words that they have not seen: whoever typed the address may have written since the page was drawn.
        if (await readConfirm.RunAsync(token, _found, AttemptHere(), newLinkSent: false, ct) is { Letters: { Count: > 0 } waiting } page && WaitingLetter.MarkOf(waiting) != letters)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Confirm", page with { LettersChanged = true });
        }
        // Signed again with this browser: what it did meanwhile is this person's, and their letters leave with the confirmation.
        if (AttemptHere() is { } attempt) await adopt.RunAsync(attempt, signature.Id, ct);
        if (await confirm.RunAsync(_found.Signature.Id, ct) is ConfirmOutcome.CampaignClosed || _found.Slug is null) return new SeeOtherResult($"/s/{token}");

        cookie.Write(HttpContext, ReadConfirm.ActOf(_found.Signature));
        return new SeeOtherResult($"/c/{_found.Slug}/thanks");
    }

    [HttpPost("not-me")]
    public async Task<IActionResult> NotMe(string token, CancellationToken ct)
    {
        // Taking a counted signature back is its signer's right for as long as it counts.
        if (!_found.IsExpired || _found.Signature.State is SignatureState.Confirmed) await withdraw.RunAsync(_found.Signature.Id, "this was not me", ct, takesLettersBack: true);
        // Somebody else pressed on a device that remembers this person.
        if (_found.Kind is DeliveryKind.OnePress) await forgetDevices.RunAsync(_found.Signature.EmailKey, "/s", ct);
        return new SeeOtherResult($"/s/{token}");
    }

    [HttpPost("new-link")]
    public async Task<IActionResult> NewLink(string token, CancellationToken ct)
    {
        await sendNewLink.RunAsync(_found, HttpContext.Connection.RemoteIpAddress, ct);
        return new SeeOtherResult($"/s/{token}?sent=new");
    }

    /// <summary>Under which this browser acted for the same address without having pressed the button.</summary>
    private Guid? AttemptHere() =>
        cookie.Read(Request, _found.Signature.CampaignId) is { IsConfirmed: false } before && before.Details.EmailKey.AsSpan().SequenceEqual(_found.Signature.EmailKey) ? before.SignatureId : null;

    private async Task<IActionResult> UnknownAsync()
    {
        var address = NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress);
        if (await limits.TakeAsync(LimitNames.LinkTokens, address, HttpContext.RequestAborted) is { } until)
        {
            Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return View("TooManyLinks", until);
        }
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("UnknownLink");
    }
}
