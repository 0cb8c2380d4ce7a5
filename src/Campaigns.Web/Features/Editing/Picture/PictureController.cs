using Campaigns.Core;
using Campaigns.Core.Editing;
using Campaigns.Core.Media;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Picture;

/// <summary>The picture and the card. A chosen file is kept first, so that nobody chooses it twice because another field was wrong.</summary>
[Route("admin/campaigns/{id:guid}/edit/picture"), UploadForm]
public sealed class PictureController(CampaignsDb db, ReadDraft drafts, StoreMedia store, ShareCards cards, SectionDesks desks, SaveSection save, IStringLocalizer<Texts> texts)
    : SectionController<PictureForm>(Section.Picture, desks, save, texts)
{
    protected override async Task<PictureForm> ReadAsync(SectionDesk desk, CancellationToken ct)
    {
        var draft = await drafts.RunAsync(desk.TextId, ct);
        return new PictureForm { Picture = draft.Picture, PictureAlt = draft.PictureAlt, PictureCredit = draft.PictureCredit, CardIsPicture = draft.CardIsPicture, Decorative = draft is { Picture: not null, PictureAlt: null } };
    }

    protected override async Task<bool> ReshapeAsync(SectionDesk desk, PictureForm form, CancellationToken ct)
    {
        if (form.File is { } file)
        {
            var (stored, problem) = await store.RunAsync(file, UploadKind.Picture, desk.CampaignId, HttpContext, ct);
            if (stored is not null) form.Picture = stored.Path;
            else ModelState.AddModelError(nameof(form.File), problem!);
        }
        else if (form.Take is "show") ModelState.AddModelError(nameof(form.File), "Choose a file first");
        else if (form.Take is "none") (form.Picture, form.CardIsPicture) = (null, false);
        else if (form.Take is { } language && (await OthersAsync(desk, ct)).FirstOrDefault(other => other.Language == language) is { Picture: { } picture }) form.Picture = picture;
        var isStep = form.Take is not null && ModelState.GetFieldValidationState(nameof(form.File)) is not Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid;
        // Neither is a word of the section: what colleagues are shown of a conflict are.
        (form.File, form.Take) = (null, null);
        return isStep;
    }

    protected override async Task CheckAsync(SectionDesk desk, PictureForm form, CancellationToken ct)
    {
        if (form.Picture is null) return;
        if (!await IsKnownAsync(desk, form.Picture, ct))
        {
            form.Picture = null;
            ModelState.AddModelError(nameof(form.File), "This picture is gone. Choose it once more");
        }
        else if (!form.Decorative && string.IsNullOrWhiteSpace(form.PictureAlt))
            ModelState.AddModelError(nameof(form.PictureAlt), "Describe the picture in words, or say that it is decorative");
    }

    protected override async Task<object?> BesideAsync(SectionDesk desk, PictureForm form, CancellationToken ct) => new PictureBeside
    {
        Others = [.. (await OthersAsync(desk, ct)).Where(other => other.Picture != form.Picture)],
        Card = cards.Program is null ? null : $"{desk.Campaign}/card.png?language={desk.Language}",
    };

    protected override async Task WriteAsync(SectionWrite write, PictureForm form)
    {
        var draft = await write.DraftAsync();
        var has = form.Picture is not null;
        (draft.Picture, draft.PictureAlt, draft.PictureCredit) = (form.Picture, has && !form.Decorative ? form.PictureAlt!.Trim() : null, has && form.PictureCredit?.Trim() is { Length: > 0 } credit ? credit : null);
        draft.CardIsPicture = form.CardIsPicture && has && PictureView.Of(form.Picture!).IsForNetworks;
        if (MediaName.In(form.Picture) is { } name && await write.Db.MediaFiles.SingleOrDefaultAsync(f => f.Name == name) is { } file) file.UploadAgain(write.Now);
    }

    /// <summary>Uploaded for this campaign, or shown by one of its languages already: a copy of a campaign shows what was uploaded for the other one.</summary>
    private async Task<bool> IsKnownAsync(SectionDesk desk, string picture, CancellationToken ct) =>
        (MediaName.In(picture) is { } name && await db.MediaFiles.AnyAsync(f => f.Name == name && f.CampaignId == desk.CampaignId && f.Kind == MediaKind.Picture, ct))
        || await db.CampaignTexts.AnyAsync(t => t.CampaignId == desk.CampaignId && t.Picture == picture, ct)
        || await db.TextDrafts.AnyAsync(d => d.Picture == picture && db.CampaignTexts.Any(t => t.Id == d.CampaignTextId && t.CampaignId == desk.CampaignId), ct);

    private async Task<List<(string Language, string Picture)>> OthersAsync(SectionDesk desk, CancellationToken ct)
    {
        var others = new List<(string, string)>();
        foreach (var text in await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == desk.CampaignId && t.Id != desk.TextId).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).ToListAsync(ct))
            if ((await drafts.RunAsync(text.Id, ct)).Picture is { } picture) others.Add((text.Language, picture));
        return others;
    }
}
