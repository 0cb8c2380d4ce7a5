using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Messages;

/// <summary>What the sections of messages work with.</summary>
public sealed record MessagesParts(CampaignsDb Db, SectionDesks Desks, ReadMessages Read, CheckMessage Check, SaveMessage Save, SwitchMessage Switch, DeleteMessage Delete, SaveSection SaveSection, IStringLocalizer<Texts> Texts);

/// <summary>What all sections of messages do: the table of variants, one variant, a look at it as a person.</summary>
[RequiresPermission(Permission.EditCampaigns)]
public abstract class MessagesController(Section section, MessagesParts parts) : Controller
{
    private const string MessageView = "/Features/Editing/Messages/Message.cshtml";

    protected MessagesParts Parts => parts;

    [HttpGet]
    public async Task<IActionResult> List(Guid id, string? language, CancellationToken ct) =>
        await DeskAsync(id, language, ct) is { } desk ? View("/Features/Editing/Messages/Messages.cshtml", await parts.Read.RunAsync(desk, User, ct)) : NotFound();

    [HttpGet("new")]
    public async Task<IActionResult> New(Guid id, string? language, CancellationToken ct) =>
        await DeskAsync(id, language, ct) is { } desk ? View(MessageView, await parts.Read.PageAsync(desk, null, new MessageForm { IsOn = true }, ct)) : NotFound();

    [HttpPost("new"), LongForm]
    public async Task<IActionResult> Add(Guid id, string? language, MessageForm form, CancellationToken ct) => await DeskAsync(id, language, ct) is { } desk ? await SaveAsync(desk, null, form, ct) : NotFound();

    [HttpGet("{messageId:guid}")]
    public async Task<IActionResult> Show(Guid id, Guid messageId, CancellationToken ct) =>
        await FindAsync(id, messageId, ct) is { } found ? View(MessageView, await parts.Read.PageAsync(found.Desk, found.Message, FormOf(found.Message), ct)) : NotFound();

    [HttpPost("{messageId:guid}"), LongForm]
    public async Task<IActionResult> Change(Guid id, Guid messageId, MessageForm form, CancellationToken ct) =>
        await FindAsync(id, messageId, ct) is { } found ? await SaveAsync(found.Desk, found.Message, form, ct) : NotFound();

    /// <summary>The same page with what was typed, and what a person would see of it. Saves nothing.</summary>
    [HttpPost("look"), LongForm]
    public async Task<IActionResult> Look(Guid id, string? language, MessageForm form, CancellationToken ct) => await DeskAsync(id, language, ct) is { } desk ? await LookAsync(desk, null, form, ct) : NotFound();

    [HttpPost("{messageId:guid}/look"), LongForm]
    public async Task<IActionResult> LookAgain(Guid id, Guid messageId, MessageForm form, CancellationToken ct) => await FindAsync(id, messageId, ct) is { } found ? await LookAsync(found.Desk, found.Message, form, ct) : NotFound();

    [HttpPost("{messageId:guid}/switch")]
    public async Task<IActionResult> Switch(Guid id, Guid messageId, bool on, CancellationToken ct)
    {
        if (await FindAsync(id, messageId, ct) is not { } found) return NotFound();
        var form = FormOf(found.Message);
        form.IsOn = on;
        // Targets may have come since it was switched off.
        if (on) await parts.Check.RunAsync(found.Desk, found.Message, form, ModelState, ct);
        if (!ModelState.IsValid) return await AgainAsync(found.Desk, found.Message, form, ct);
        await parts.Switch.RunAsync(found.Desk, messageId, on, HttpContext, ct);
        return new SeeOtherResult(found.Desk.Path);
    }

    [HttpPost("{messageId:guid}/delete")]
    public async Task<IActionResult> Delete(Guid id, Guid messageId, CancellationToken ct)
    {
        if (await FindAsync(id, messageId, ct) is not { } found) return NotFound();
        if (await parts.Delete.RunAsync(found.Desk, messageId, HttpContext, ct)) return new SeeOtherResult(found.Desk.Path);
        ModelState.AddModelError(nameof(MessageForm.Text), "People have seen this text, so it is not deleted. Switch it off");
        return await AgainAsync(found.Desk, found.Message, FormOf(found.Message), ct);
    }

    private async Task<IActionResult> LookAsync(SectionDesk desk, Message? message, MessageForm form, CancellationToken ct)
    {
        ModelState.Clear();
        return View(MessageView, await parts.Read.PageAsync(desk, message, form, ct));
    }

    private async Task<IActionResult> SaveAsync(SectionDesk desk, Message? message, MessageForm form, CancellationToken ct)
    {
        await parts.Check.RunAsync(desk, message, form, ModelState, ct);
        if (!ModelState.IsValid) return await AgainAsync(desk, message, form, ct);
        if (await parts.Save.RunAsync(desk, message?.Id, form, HttpContext, ct)) return new SeeOtherResult(desk.Path);

        // Somebody else's words may stand in a row that took the place of this one.
        Message? saved = null;
        for (var at = message?.Id; at is not null; at = saved?.ReplacedById) saved = await parts.Db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == at, ct);
        if (saved is null) return NotFound();
        var theirs = Conflicts.Between(FormOf(saved), form);
        form.Revision = saved.Revision;
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(MessageView, await parts.Read.PageAsync(desk, saved, form, ct) with { Theirs = theirs });
    }

    private async Task<IActionResult> AgainAsync(SectionDesk desk, Message? message, MessageForm form, CancellationToken ct)
    {
        var errors = FormProblems.Of(ModelState, parts.Texts);
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(MessageView, await parts.Read.PageAsync(desk, message, form, ct) with { Errors = errors });
    }

    private static MessageForm FormOf(Message message) => new()
    {
        Subject = message.Subject, Text = message.Text, Weight = message.Weight.ToString(CultureInfo.InvariantCulture), IsOn = message.IsOn, Channel = message.Channel, TargetId = message.TargetId, Revision = message.Revision,
    };

    private async Task<(SectionDesk Desk, Message Message)?> FindAsync(Guid id, Guid messageId, CancellationToken ct)
    {
        var step = ReadMessages.StepOf(section);
        return await parts.Db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId && m.CampaignId == id && m.Step == step, ct) is { } message && await DeskAsync(id, message.Language, ct) is { } desk ? (desk, message) : null;
    }

    protected Task<SectionDesk?> DeskAsync(Guid id, string? language, CancellationToken ct) => parts.Desks.RunAsync(id, section, language, User, ct);
}
