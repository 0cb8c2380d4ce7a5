using System.Diagnostics;
using System.Globalization;
using Campaigns.Core.Limits;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.SelfService;

/// <summary>"Which campaigns did I sign?": sends a link to an address, and says the same whether or not it is known.</summary>
[PublicEndpoint]
public sealed class MineController(
    SendManageLink sendManageLink, PublicCampaigns campaigns, SupporterCookie cookie, InstallationKeys keys, Limits limits, IStringLocalizer<Texts> texts) : Controller
{
    /// <summary>Every answer takes this long, whatever there was to do: an address that is known costs a row more.</summary>
    private static readonly TimeSpan Always = TimeSpan.FromMilliseconds(300);

    [HttpGet("mine")]
    public ViewResult Ask(string? sent)
    {
        Response.Headers.CacheControl = "no-store";
        return View("Mine", new MinePage { IsSent = sent == "link" });
    }

    [HttpPost("mine")]
    public async Task<IActionResult> Send(string? email, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        Response.Headers.CacheControl = "no-store";
        var typed = (email ?? "").Trim();
        if (!TextRules.IsOneLine(typed) || !EmailAddress.IsWellFormed(typed))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Mine", new MinePage { Email = typed, Errors = [new FieldError("email", texts["Enter an email address in the correct format, like name@example.com"])] });
        }
        return await SendAsync(keys.Emails.KeyOf(typed), start, ct);
    }

    /// <summary>From the page after signing: the address is the one typed there, which the form need not repeat.</summary>
    [HttpPost("c/{slug}/thanks/manage")]
    public async Task<IActionResult> SendTo(string slug, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        if (await campaigns.FindAsync(slug, ct) is not { } campaign || cookie.Read(Request, campaign.Campaign.Id) is not { } act) return new SeeOtherResult("/mine");
        PageLanguage.Use(HttpContext, campaign.Language);
        return await SendAsync(act.Details.EmailKey, start, ct);
    }

    private async Task<IActionResult> SendAsync(byte[] emailKey, long start, CancellationToken ct)
    {
        var address = NetworkParts.AddressOf(HttpContext.Connection.RemoteIpAddress);
        if (await limits.TakeAsync(LimitNames.LinkTokens, address, ct) is { } until)
        {
            Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return View("TooManyLinks", until);
        }
        await sendManageLink.RunAsync(emailKey, ct);
        if (Always - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left) await Task.Delay(left, ct);
        return new SeeOtherResult("/mine?sent=link");
    }
}

/// <summary>The form that asks for an address.</summary>
public sealed record MinePage
{
    public string? Email { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>An address was given before: says what has been done, if anything was.</summary>
    public bool IsSent { get; init; }
}
