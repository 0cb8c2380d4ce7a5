using Campaigns.Core.Acting;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Signing;

/// <summary>Being remembered by a device: asking for it, signing with one press, and being forgotten.</summary>
[PublicEndpoint, Route("c/{slug}")]
public sealed class KnownController(
    PublicCampaigns campaigns, KnownSupporters known, WelcomesBack welcomes, SignAtOnce signAtOnce, RememberDevice remember, ForgetDevices forget, Arrivals arrivals,
    SupporterCookie cookie, Organisation organisation, IStringLocalizer<Texts> texts, TimeProvider clock) : CampaignController(campaigns)
{
    [HttpPost("sign/known"), CountsSign(Rung.Started)]
    public async Task<IActionResult> Sign(string? updates, bool show, string? via, string? source, CancellationToken ct)
    {
        // Forgotten since the page was shown, or not for this campaign: the form asks what is needed.
        if (await known.OfAsync(Request, ct) is not { } person || !await welcomes.MaySignAsync(person, Campaign, ct)) return new SeeOtherResult(Arrivals.Carry($"{Campaign.Path}/sign?as=other", via, source));
        if (Campaign.SigningAt(clock.GetUtcNow()) is not SigningAnswer.Open and var answer) return await AgainAsync(StatusCodes.Status409Conflict, answer, [], ct);
        if (updates is not ("yes" or "no")) return await AgainAsync(StatusCodes.Status400BadRequest, null, [new FieldError("updates-yes", texts["Select whether you want email updates"])], ct);

        var arrival = await arrivals.OfAsync(Campaign.Campaign.Id, via, source, ct);
        var network = HttpContext.Connection.RemoteIpAddress;
        var details = new SignatureDetails(
            Campaign.Campaign.Id, Campaign.TextVersionId, Campaign.Language, person.EmailKey, person.Email, person.Name, person.Country,
            Campaign.AsksPostcode ? person.Postcode : null, null, show, updates == "yes", NetworkParts.StoredOf(network))
        {
            ShareLinkId = arrival.ShareLinkId, Generation = arrival.Generation, Source = arrival.Source,
        };
        var (outcome, act) = await signAtOnce.RunAsync(Campaign, details, network, ct);
        if (act is not null) cookie.Write(HttpContext, act);
        return outcome switch
        {
            AtOnceOutcome.Signed => new SeeOtherResult($"{Campaign.Path}/thanks"),
            AtOnceOutcome.TooManyMails => new SeeOtherResult(Arrivals.Carry($"{Campaign.Path}/sign?as=other&done=cap", via, source)),
            _ => new SeeOtherResult(Campaign.Path),
        };

        async Task<IActionResult> AgainAsync(int status, SigningAnswer? notOpen, IReadOnlyList<FieldError> errors, CancellationToken stop)
        {
            Response.StatusCode = status;
            var values = new SignForm { Updates = updates, Show = show, Via = via, Source = source };
            var welcome = await welcomes.OfAsync(Request, Campaign, via, source, stop);
            return View("Form", SignPage.Of(Campaign, new CheckedForm(values, [], null, null), organisation.Now.Name, notOpen) with { Known = welcome is null ? null : welcome with { Values = values, Errors = errors } });
        }
    }

    [HttpPost("thanks/remember")]
    public async Task<IActionResult> Remember(CancellationToken ct)
    {
        var done = cookie.Read(Request, Campaign.Campaign.Id) is { } act && await remember.RunAsync(HttpContext, act, $"{Campaign.Path}/thanks", ct);
        return new SeeOtherResult($"{Campaign.Path}/thanks{(done ? "?done=remembered" : "")}");
    }

    /// <summary>Also forgets what was done here last: somebody else sits at this device now.</summary>
    [HttpPost("forget-device")]
    public async Task<IActionResult> Forget(CancellationToken ct)
    {
        if (await known.OfAsync(Request, ct) is { } person) await forget.RunAsync(person.EmailKey, Campaign.Path, ct);
        known.Forget(HttpContext);
        cookie.Forget(HttpContext);
        return new SeeOtherResult($"{Campaign.Path}/sign?done=forgotten");
    }
}
