using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Core.Signing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Ask;

[Route("admin/campaigns/{id:guid}/edit/ask")]
public sealed class AskController(CampaignsDb db, ReadDraft drafts, SectionDesks desks, SaveSection save, IStringLocalizer<Texts> texts)
    : SectionController<AskForm>(Section.Ask, desks, save, texts)
{
    protected override async Task<AskForm> ReadAsync(SectionDesk desk, CancellationToken ct)
    {
        var draft = await drafts.RunAsync(desk.TextId, ct);
        return new AskForm { Headline = draft.Headline, Summary = draft.Summary, Topic = draft.Topic, Slug = desk.Slug };
    }

    protected override async Task CheckAsync(SectionDesk desk, AskForm form, CancellationToken ct)
    {
        if (form.Headline is { } headline && !TextRules.IsOneLine(headline)) ModelState.AddModelError(nameof(form.Headline), "Write the headline in one line of plain text");
        if (form.Summary is { } summary && !TextRules.IsText(summary.ReplaceLineEndings("\n"))) ModelState.AddModelError(nameof(form.Summary), "Use plain text in the summary");
        if (form.Topic is { } topic && !TextRules.IsOneLine(topic)) ModelState.AddModelError(nameof(form.Topic), "Write the topic in one line of plain text");
        if (form.Slug is { } slug && (await db.CampaignTexts.AnyAsync(t => t.Slug == slug && t.Id != desk.TextId, ct) || await db.FormerSlugs.AnyAsync(f => f.Slug == slug && f.CampaignTextId != desk.TextId, ct)))
            ModelState.AddModelError(nameof(form.Slug), "Another page has or had this address. Choose another one");
    }

    protected override async Task WriteAsync(SectionWrite write, AskForm form)
    {
        var draft = await write.DraftAsync();
        (draft.Headline, draft.Summary, draft.Topic) = (form.Headline!.Trim(), form.Summary!.ReplaceLineEndings("\n").Trim(), form.Topic?.Trim() ?? "");
        if (form.Slug is not { } slug || slug == write.Text.Slug) return;
        // A draft's address was never given away.
        if (!write.Campaign.IsUnseen) write.Db.Add(new FormerSlug(write.Text.Slug, write.Text.Id, write.Now));
        await write.Db.FormerSlugs.Where(f => f.Slug == slug && f.CampaignTextId == write.Text.Id).ExecuteDeleteAsync();
        write.Text.Move(slug);
    }
}
