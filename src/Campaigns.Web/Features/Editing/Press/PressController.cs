using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Press;

[Route("admin/campaigns/{id:guid}/edit/press")]
public sealed class PressController(ReadDraft drafts, SectionDesks desks, SaveSection save, IStringLocalizer<Texts> texts) : SectionController<PressForm>(Section.Press, desks, save, texts)
{
    protected override async Task<PressForm> ReadAsync(SectionDesk desk, CancellationToken ct)
    {
        if ((await drafts.RunAsync(desk.TextId, ct)).Press is not { } press) return new PressForm();
        return new PressForm
        {
            Name = press.Name, Role = press.Role, Email = press.Email, Phone = press.Phone,
            Hours = press.Hours, Background = press.Background, PicturesUrl = press.PicturesUrl, PicturesLicence = press.PicturesLicence,
        };
    }

    protected override async Task WriteAsync(SectionWrite write, PressForm form)
    {
        var draft = await write.DraftAsync();
        draft.Press = form.IsEmpty ? null : new PressContact
        {
            Name = form.Name!.Trim(), Role = Typed.OrNull(form.Role), Email = Typed.OrNull(form.Email), Phone = Typed.OrNull(form.Phone),
            Hours = Typed.OrNull(form.Hours), Background = Typed.OrNull(form.Background?.ReplaceLineEndings("\n")), PicturesUrl = Typed.OrNull(form.PicturesUrl), PicturesLicence = Typed.OrNull(form.PicturesLicence),
        };
    }
}
