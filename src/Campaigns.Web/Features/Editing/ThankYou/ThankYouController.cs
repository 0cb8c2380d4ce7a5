using Campaigns.Core.Editing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.ThankYou;

[Route("admin/campaigns/{id:guid}/edit/thank-you")]
public sealed class ThankYouController(ReadDraft drafts, SectionDesks desks, SaveSection save, IStringLocalizer<Texts> texts) : SectionController<ThankYouForm>(Section.ThankYou, desks, save, texts)
{
    protected override async Task<ThankYouForm> ReadAsync(SectionDesk desk, CancellationToken ct) => new() { WhatHappensNext = (await drafts.RunAsync(desk.TextId, ct)).WhatHappensNext };

    protected override async Task WriteAsync(SectionWrite write, ThankYouForm form) =>
        (await write.DraftAsync()).WhatHappensNext = form.WhatHappensNext?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } filled ? filled : null;
}
