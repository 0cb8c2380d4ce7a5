using System.Globalization;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.SelfService;

/// <summary>
/// Everything kept about one person, behind a mailed link: GET shows, POST acts and may be repeated. Downloading and erasing want a link
/// mailed within the hour, since old mails get forwarded.
/// </summary>
[PublicEndpoint, Route("me/{token}")]
public sealed class MeController(
    FindPerson findPerson, ReadMe readMe, ChangeName changeName, KeepSignature keep, AnswerUpdates answerUpdates, AllowMail allowMail, WithdrawSignature withdraw, EraseMe eraseMe,
    ReadPersonFile readFile, SendManageLink sendManageLink, SupporterCookie cookie, KnownSupporters known, ForgetDevices forgetDevices, CancelLetter cancelLetter, SignFormCheck check, Limits limits, TimeProvider clock) : LinkController(LinkPurpose.Manage, findPerson, limits)
{
    [HttpGet]
    public Task<IActionResult> Show(string? done, CancellationToken ct) => PageAsync(done, null, null, ct);

    [HttpPost("name")]
    public async Task<IActionResult> Name(string? campaign, string? name, bool show, CancellationToken ct)
    {
        var typed = SignFormCheck.Clean(name);
        if (check.NameError(typed) is { } error)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await PageAsync(null, campaign, (typed, error), ct);
        }
        if (await readMe.SignatureAsync(Link, campaign, ct) is { } signed) await changeName.RunAsync(signed, typed, show, ct);
        return Done("name");
    }

    [HttpPost("keep")]
    public async Task<IActionResult> Keep(string? campaign, int version, CancellationToken ct) =>
        Done(await readMe.SignatureAsync(Link, campaign, ct) is { } signed && await keep.RunAsync(signed, version, ct) ? "kept" : null);

    [HttpPost("updates")]
    public async Task<IActionResult> Updates(string? campaign, string? updates, CancellationToken ct)
    {
        if (updates is not ("yes" or "no")) return Done(null);
        if (await readMe.SignatureAsync(Link, campaign, ct) is { } signed) await answerUpdates.RunAsync(signed, updates == "yes", ct);
        return Done("updates");
    }

    [HttpGet("withdraw")]
    public async Task<IActionResult> AskWithdraw(string? campaign, CancellationToken ct) =>
        (await readMe.RunAsync(Link, ct)).Signatures.FirstOrDefault(s => s.Slug == campaign && s.State is not SignedState.Withdrawn) is { } signed
            ? View("Withdraw", new AskPage(Link.Token, signed.Slug, signed.Headline))
            : Done(null);

    [HttpPost("withdraw")]
    public async Task<IActionResult> Withdraw(string? campaign, CancellationToken ct)
    {
        if (await readMe.SignatureAsync(Link, campaign, ct) is { } signed) await withdraw.RunAsync(signed, "taken back", ct, page: "/me");
        return Done("withdrawn");
    }

    [HttpPost("take-back")]
    public async Task<IActionResult> TakeBack(string? campaign, Guid? letter, CancellationToken ct)
    {
        if (letter is not { } id || await readMe.SignatureAsync(Link, campaign, ct) is not { } signed) return Done(null);
        return Done(await cancelLetter.RunAsync(id, signed, ct) ? "letter" : "too-late");
    }

    [HttpPost("mail")]
    public async Task<IActionResult> Mail(CancellationToken ct)
    {
        await allowMail.RunAsync(Link, ct);
        return Done("mail");
    }

    [HttpPost("forget-device")]
    public async Task<IActionResult> ForgetDevice(CancellationToken ct)
    {
        await forgetDevices.RunAsync(Link.EmailKey, "/me", ct);
        ForgetHere();
        return Done("device");
    }

    [HttpPost("fresh-link")]
    public async Task<IActionResult> FreshLink(CancellationToken ct)
    {
        await sendManageLink.RunAsync(Link.EmailKey, ct);
        return Done("link");
    }

    [HttpPost("data.json")]
    public async Task<IActionResult> Json(CancellationToken ct)
    {
        if (!Link.IsFresh) return Done("stale");
        return File(PersonFileWriter.Json(await readFile.RunAsync(Link, ct)), "application/json; charset=utf-8", FileName("json"));
    }

    [HttpPost("data.csv")]
    public async Task<IActionResult> Csv(CancellationToken ct)
    {
        if (!Link.IsFresh) return Done("stale");
        return File(await PersonFileWriter.CsvAsync(await readFile.RunAsync(Link, ct), ct), "text/csv; charset=utf-8", FileName("csv"));
    }

    [HttpGet("erase")]
    public IActionResult AskErase() => Link.IsFresh ? View("Erase", new AskPage(Link.Token, "", "")) : Done("stale");

    [HttpPost("erase")]
    public async Task<IActionResult> Erase(CancellationToken ct)
    {
        if (!Link.IsFresh) return Done("stale");
        await eraseMe.RunAsync(Link, HttpContext.AuditNetwork(), ct);
        ForgetHere();
        return Done(null);
    }

    private void ForgetHere()
    {
        cookie.Forget(HttpContext);
        known.Forget(HttpContext);
    }

    /// <summary>Erased or expired: the same page whatever is asked, and nothing is done.</summary>
    protected override IActionResult? Refuse()
    {
        if (Link.ErasedAt is null && !Link.IsExpired) return null;
        return HttpMethods.IsGet(Request.Method) ? View("OverAndGone", Link) : Done(null);
    }

    private async Task<IActionResult> PageAsync(string? done, string? wrongCampaign, (string Typed, string Sentence)? wrongName, CancellationToken ct)
    {
        var page = await readMe.RunAsync(Link, ct);
        return View("Me", page with { Done = done, WrongCampaign = wrongCampaign, WrongName = wrongName, IsKnownDevice = cookie.IsSet(Request) || known.IsSet(Request) });
    }

    private SeeOtherResult Done(string? what) => new(what is null ? $"/me/{Link.Token}" : $"/me/{Link.Token}?done={what}");

    private string FileName(string ending) => $"my-signatures-{clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{ending}";
}

/// <summary>A question before something that cannot be taken back at once.</summary>
public sealed record AskPage(string Token, string Slug, string Headline);
