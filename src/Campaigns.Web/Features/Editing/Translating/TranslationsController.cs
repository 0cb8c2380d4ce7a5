using System.Text.RegularExpressions;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Editing.Ask;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>What the pages of translations work with.</summary>
public sealed record TranslatingParts(SectionDesks Desks, KeepUnsaved Unsaved, CheckTranslation Check, SaveTranslation Save, EndFlag EndFlag, AddLanguage Add, RemoveLanguage Remove, HideLanguage Hide, WhoMay WhoMay);

/// <summary>The languages of a campaign; and one of them, each text beside the original's.</summary>
[Route("admin/campaigns/{id:guid}/edit/translations")]
public sealed partial class TranslationsController(CampaignsDb db, TranslatingParts parts, IStringLocalizer<Texts> texts) : Controller
{
    [RequiresPermission(Permission.EditCampaigns), HttpGet]
    public async Task<IActionResult> Show(Guid id, string? language, bool saved, int from, CancellationToken ct)
    {
        if (await DeskAsync(id, language, ct) is not { } desk) return NotFound();
        if (desk.Language == desk.Languages[0]) return await LanguagesAsync(desk, new AddLanguageForm(), [], ct);
        var translation = await TranslationAsync(desk, ct);
        from = Math.Clamp(from, 0, Math.Max(0, translation.Texts.Count - 1)) / TranslationForm.PerPage * TranslationForm.PerPage;
        var form = TranslationForm.Of(translation, from);
        var isUnsaved = desk.Unsaved is { } unsaved && await TranslationForm.OfUnsavedAsync(unsaved.Fields, ct) is var typed && typed.From == from && Restore(form, typed);
        return View("/Features/Editing/Translating/Translation.cshtml", Page(desk, translation, form) with { WasSaved = saved, IsUnsaved = isUnsaved });
    }

    [RequiresPermission(Permission.EditCampaigns), HttpPost, LongForm]
    public async Task<IActionResult> Save(Guid id, string? language, CancellationToken ct)
    {
        if (await DeskAsync(id, language, ct) is not { } desk || desk.Language == desk.Languages[0]) return NotFound();
        var (translation, form) = (await TranslationAsync(desk, ct), TranslationForm.Of(Request.Form));
        if (form.Copy is { Length: > 0 } which) return Again(Page(desk, translation, form) with { Copied = Copy(translation, form, which) });
        if (form.Fits is { Length: > 0 } fits)
        {
            if (translation.Texts.FirstOrDefault(text => text.Key == fits) is { } text) await parts.EndFlag.RunAsync(desk, text, form.Opened.GetValueOrDefault(fits).Original, HttpContext, ct);
            return Again(Page(desk, await TranslationAsync(desk, ct), form));
        }
        if (form.Go is "take-over")
        {
            await parts.Unsaved.PostedAsync(desk, HttpContext, ct);
            await parts.Unsaved.TakeOverAsync(desk, HttpContext, ct);
            return new SeeOtherResult($"{desk.Path}&from={form.From}");
        }
        if (desk.WasTaken)
        {
            await parts.Unsaved.PostedAsync(desk, HttpContext, ct);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Again(Page(desk, translation, form) with { IsLost = true });
        }
        if (await parts.Check.RunAsync(desk, translation, form, ct) is { Count: > 0 } errors)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Again(Page(desk, translation, form) with { Errors = errors });
        }
        if (await parts.Save.RunAsync(desk, form, HttpContext, ct) is { Count: > 0 } theirs)
        {
            (desk, translation) = ((await DeskAsync(id, language, ct))!, await TranslationAsync(desk, ct));
            // What was typed stands, and is from now on compared with what the colleague saved.
            foreach (var text in translation.Texts.Where(text => theirs.ContainsKey(TranslationForm.NameOf(text.Key))))
            {
                var typed = form.Texts[text.Key];
                form.Put(text);
                form.Texts[text.Key] = typed;
            }
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Again(Page(desk, translation, form) with { Theirs = theirs });
        }
        var page = Page(desk, translation, form);
        return new SeeOtherResult(form.Go is not "next" ? $"{desk.Path}&from={form.From}&saved=true" : page.NextFrom is { } next ? $"{desk.Path}&from={next}" : desk.PathOf(Section.Translations));
    }

    [RequiresPermission(Permission.EditCampaigns), HttpPost("add")]
    public async Task<IActionResult> Add(Guid id, AddLanguageForm form, CancellationToken ct)
    {
        if (await DeskAsync(id, null, ct) is not { } desk) return NotFound();
        var slug = form.Slug?.Trim() is { Length: > 0 } typed ? typed : null;
        var errors = new List<FieldError>();
        if (form.Language is not { } language || !CampaignLanguages.All.Contains(language)) errors.Add(new("language", texts["Select a language"]));
        else if (desk.Languages.Contains(language)) errors.Add(new("language", texts["The campaign has this language already"]));
        if (slug is { Length: > AskForm.MostSlug }) errors.Add(new("slug", texts["Shorten the address to 80 characters"]));
        else if (slug is not null && !SlugPattern().IsMatch(slug)) errors.Add(new("slug", texts["Use a to z, digits and single hyphens in the address"]));
        else if (slug is not null && (await db.CampaignTexts.AnyAsync(t => t.Slug == slug, ct) || await db.FormerSlugs.AnyAsync(f => f.Slug == slug, ct))) errors.Add(new("slug", texts["Another page has or had this address. Choose another one"]));
        if (errors.Count == 0 && await parts.Add.RunAsync(desk, form.Language!, slug, HttpContext, ct)) return new SeeOtherResult(desk.PathOf(Section.Translations, form.Language));
        if (errors.Count == 0) errors.Add(new("language", texts["The campaign has this language already"]));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await LanguagesAsync(desk, form, errors, ct);
    }

    [RequiresPermission(Permission.EditCampaigns), HttpPost("remove")]
    public async Task<IActionResult> Remove(Guid id, string? language, CancellationToken ct)
    {
        if (await DeskAsync(id, null, ct) is not { } desk) return NotFound();
        if (language is not null && await parts.Remove.RunAsync(desk, language, HttpContext, ct)) return new SeeOtherResult(desk.PathOf(Section.Translations));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await LanguagesAsync(desk, new AddLanguageForm(), [new("main", texts["People have read this language, or signed it in a test, so it stays. Hide it instead"])], ct);
    }

    [RequiresPermission(Permission.PublishCampaigns), HttpPost("hide")]
    public Task<IActionResult> Hide(Guid id, string? language, CancellationToken ct) => SetAsync(id, language, hide: true, ct);

    [RequiresPermission(Permission.PublishCampaigns), HttpPost("show")]
    public Task<IActionResult> ShowAgain(Guid id, string? language, CancellationToken ct) => SetAsync(id, language, hide: false, ct);

    private async Task<IActionResult> SetAsync(Guid id, string? language, bool hide, CancellationToken ct)
    {
        if (await DeskAsync(id, null, ct) is not { } desk) return NotFound();
        if (language is not null) await parts.Hide.RunAsync(desk, language, hide, HttpContext, ct);
        return new SeeOtherResult(desk.PathOf(Section.Translations));
    }

    private async Task<ViewResult> LanguagesAsync(SectionDesk desk, AddLanguageForm form, IReadOnlyList<FieldError> errors, CancellationToken ct)
    {
        var ids = await db.TimelineEntries.Where(e => db.CampaignTexts.Any(t => t.Id == e.CampaignTextId && t.CampaignId == desk.CampaignId)).GroupBy(e => e.CampaignTextId).Select(of => new { of.Key, Number = of.Count() }).ToDictionaryAsync(of => of.Key, of => of.Number, ct);
        var lines = new List<LanguageLine>();
        foreach (var translation in await Translations.ReadAsync(db, desk.CampaignId, ct))
            lines.Add(new(translation, await RemoveLanguage.MayGoAsync(db, translation.Text, ct), ids.GetValueOrDefault(translation.Text.Id)));
        return View("/Features/Editing/Translating/Languages.cshtml", new LanguagesPage
        {
            Desk = desk, Languages = lines, Others = [.. CampaignLanguages.All.Except(desk.Languages)], Entries = ids.GetValueOrDefault(desk.TextId), Form = form, Errors = errors,
            Ask = Permission.IsGranted(Permission.PublishCampaigns, User.IsInRole) ? null : await parts.WhoMay.RunAsync(Permission.PublishCampaigns, ct),
        });
    }

    private ViewResult Again(TranslationPage page) => View("/Features/Editing/Translating/Translation.cshtml", page);

    private static TranslationPage Page(SectionDesk desk, Translation translation, TranslationForm form) => new() { Desk = desk, Translation = translation, Form = form, OriginalLanguage = desk.Languages[0] };

    /// <returns>How many texts were filled.</returns>
    private static int Copy(Translation translation, TranslationForm form, string which)
    {
        var filled = translation.Texts.Where(text => form.Texts.ContainsKey(text.Key) && (which is "*" ? form.Texts[text.Key].Length == 0 : text.Key == which)).ToList();
        foreach (var text in filled) form.Texts[text.Key] = text.Original;
        return filled.Count;
    }

    /// <summary>Puts what was typed and not saved over what is saved; a text that has gone meanwhile has no place.</summary>
    private static bool Restore(TranslationForm form, TranslationForm typed)
    {
        foreach (var key in form.Texts.Keys.Where(typed.IsTouched).ToList()) (form.Texts[key], form.Opened[key]) = (typed.Texts[key], typed.Opened[key]);
        return true;
    }

    private async Task<Translation> TranslationAsync(SectionDesk desk, CancellationToken ct) => (await Translations.ReadAsync(db, desk.CampaignId, ct)).Single(each => each.Text.Id == desk.TextId);

    private Task<SectionDesk?> DeskAsync(Guid id, string? language, CancellationToken ct) => parts.Desks.RunAsync(id, Section.Translations, language, User, ct);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugPattern();
}
