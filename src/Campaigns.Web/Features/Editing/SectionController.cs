using Campaigns.Core.Accounts;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing;

/// <summary>
/// The way every section goes: open, save, and where two people saved, both texts. A section adds what it reads, checks and writes;
/// its view has the section's name and lies beside its controller.
/// </summary>
[RequiresPermission(Permission.EditCampaigns)]
public abstract class SectionController<TForm>(Section section, SectionDesks desks, SaveSection save, IStringLocalizer<Texts> texts) : Controller where TForm : SectionForm, new()
{
    protected IStringLocalizer<Texts> T => texts;

    /// <summary>The form as it stands saved.</summary>
    protected abstract Task<TForm> ReadAsync(SectionDesk desk, CancellationToken ct);

    /// <summary>What happens to a form before it is checked: files that it brings are kept, and buttons of its own change it.</summary>
    /// <returns>True when it is only shown again, with nothing saved.</returns>
    protected virtual Task<bool> ReshapeAsync(SectionDesk desk, TForm form, CancellationToken ct) => Task.FromResult(false);

    /// <summary>Adds to the model state what attributes cannot say. The sentences are keys of interface texts.</summary>
    protected virtual Task CheckAsync(SectionDesk desk, TForm form, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What the view shows beside the form.</summary>
    protected virtual Task<object?> BesideAsync(SectionDesk desk, TForm form, CancellationToken ct) => Task.FromResult<object?>(null);

    protected abstract Task WriteAsync(SectionWrite write, TForm form);

    [HttpGet]
    public async Task<IActionResult> Open(Guid id, string? language, bool saved, CancellationToken ct)
    {
        if (await desks.RunAsync(id, section, language, User, ct) is not { } desk) return NotFound();
        var form = await ReadAsync(desk, ct);
        form.Revision = desk.Revision;
        var restored = desk.Unsaved is { } unsaved && await RestoreAsync(unsaved.Fields, ct) is { } typed ? typed : null;
        ModelState.Clear();
        return await ShowAsync(new SectionPage<TForm> { Desk = desk, Form = restored ?? form, IsUnsaved = restored is not null, WasSaved = saved }, ct);
    }

    [HttpPost, LongForm]
    public async Task<IActionResult> Save(Guid id, string? language, TForm form, CancellationToken ct)
    {
        if (await desks.RunAsync(id, section, language, User, ct) is not { } desk) return NotFound();
        if (await ReshapeAsync(desk, form, ct))
        {
            ModelState.Clear();
            return await ShowAsync(new SectionPage<TForm> { Desk = desk, Form = form }, ct);
        }
        if (form.Go is "take-over") return await TakeOverAsync(desk, form, ct);
        if (desk.WasTaken) return await LostAsync(desk, form, ct);
        await CheckAsync(desk, form, ct);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(new SectionPage<TForm> { Desk = desk, Form = form, Errors = FormProblems.Of(ModelState, texts) }, ct);
        }
        if (await save.RunAsync(desk, form.Revision, HttpContext, write => WriteAsync(write, form), ct))
            return new SeeOtherResult(form.Go is "next" && section.Next() is { } next ? desk.PathOf(next, language) : With(desk.Path, "saved=true"));

        desk = (await desks.RunAsync(id, section, language, User, ct))!;
        var theirs = Conflicts.Between(await ReadAsync(desk, ct), form);
        form.Revision = desk.Revision;
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShowAsync(new SectionPage<TForm> { Desk = desk, Form = form, Theirs = theirs }, ct);
    }

    /// <summary>What was typed before stays, kept and not saved.</summary>
    private async Task<IActionResult> TakeOverAsync(SectionDesk desk, TForm form, CancellationToken ct)
    {
        if (form.Revision != desk.Revision || Conflicts.Between(await ReadAsync(desk, ct), form).Count > 0) await save.Unsaved.PostedAsync(desk, HttpContext, ct);
        await save.Unsaved.TakeOverAsync(desk, HttpContext, ct);
        return new SeeOtherResult(desk.Path);
    }

    /// <summary>Somebody took the section over meanwhile: this text is kept, and saved once it is taken back.</summary>
    private async Task<IActionResult> LostAsync(SectionDesk desk, TForm form, CancellationToken ct)
    {
        await save.Unsaved.PostedAsync(desk, HttpContext, ct);
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShowAsync(new SectionPage<TForm> { Desk = desk, Form = form, IsLost = true }, ct);
    }

    private async Task<ViewResult> ShowAsync(SectionPage<TForm> page, CancellationToken ct) =>
        View(section.ToString(), page with { Beside = await BesideAsync(page.Desk, page.Form, ct) });

    private async Task<TForm?> RestoreAsync(string fields, CancellationToken ct)
    {
        using var reader = new FormReader(fields);
        var form = new TForm();
        var values = new FormValueProvider(BindingSource.Form, new FormCollection(await reader.ReadFormAsync(ct)), System.Globalization.CultureInfo.InvariantCulture);
        await TryUpdateModelAsync(form, "", values);
        return form;
    }

    private static string With(string path, string query) => path + (path.Contains('?') ? "&" : "?") + query;
}
