using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.SelfService;

/// <summary>The link that stops mail. It never expires; GET shows a page and changes nothing; every POST may be repeated.</summary>
[PublicEndpoint, Route("u/{token}")]
public sealed class UnsubscribeController(FindPerson findPerson, ReadUnsubscribe read, StopMail stopMail, Limits limits) : LinkController(LinkPurpose.Unsubscribe, findPerson, limits)
{
    [HttpGet]
    public async Task<ViewResult> Show(string? undone, CancellationToken ct) => View("Unsubscribe", await read.RunAsync(Link, undone is not null, ct));

    /// <summary>RFC 8058: a mail program presses for its reader. It brings no cookie and no origin, so nothing but its one body is taken here.</summary>
    [HttpPost, MachineEndpoint]
    public async Task<IActionResult> OneClick(CancellationToken ct)
    {
        if (!Request.HasFormContentType || Request.Form is not { Count: 1, Files.Count: 0 } form || form["List-Unsubscribe"] is not ["One-Click"]) return BadRequest();
        await stopMail.RunAsync(Link, StopScope.Campaign, ct);
        return Ok();
    }

    [HttpPost("stop")]
    public async Task<IActionResult> Stop(string? scope, CancellationToken ct)
    {
        await stopMail.RunAsync(Link, scope == "all" ? StopScope.Everything : StopScope.Campaign, ct);
        return new SeeOtherResult($"/u/{Link.Token}");
    }

    [HttpPost("undo")]
    public async Task<IActionResult> Undo(CancellationToken ct)
    {
        await stopMail.UndoAsync(Link, ct);
        return new SeeOtherResult($"/u/{Link.Token}?undone=1");
    }
}
