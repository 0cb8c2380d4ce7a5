using Campaigns.Core.Acting;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Editing.Messages;

[Route("admin/campaigns/{id:guid}/edit/tweets")]
public sealed class TweetsController(MessagesParts parts) : MessagesController(Section.Tweets, parts);

[Route("admin/campaigns/{id:guid}/edit/facebook")]
public sealed class FacebookController(MessagesParts parts) : MessagesController(Section.Facebook, parts);

[Route("admin/campaigns/{id:guid}/edit/shares")]
public sealed class SharesController(MessagesParts parts) : MessagesController(Section.Shares, parts);

[Route("admin/campaigns/{id:guid}/edit/email")]
public sealed class LettersController(MessagesParts parts) : MessagesController(Section.Email, parts)
{
    /// <summary>Whether our server sends letters or people's own programs do, in every language.</summary>
    [HttpPost("way")]
    public async Task<IActionResult> Way(Guid id, string? language, LetterWay way, CancellationToken ct)
    {
        if (await DeskAsync(id, language, ct) is not { } desk) return NotFound();
        if (!ModelState.IsValid || !Enum.IsDefined(way)) return BadRequest();
        await Parts.SaveSection.RunAsync(desk, desk.Revision, HttpContext, write =>
        {
            write.Campaign.SendLetters(way, write.Now);
            return Task.CompletedTask;
        }, ct);
        return new SeeOtherResult(desk.Path);
    }
}
