using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Core.Signing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Story;

[Route("admin/campaigns/{id:guid}/edit/story")]
public sealed class StoryController(CampaignsDb db, ReadDraft drafts, SectionDesks desks, SaveSection save, IStringLocalizer<Texts> texts)
    : SectionController<StoryForm>(Section.Story, desks, save, texts)
{
    protected override async Task<StoryForm> ReadAsync(SectionDesk desk, CancellationToken ct) => new() { Story = (await drafts.RunAsync(desk.TextId, ct)).Story };

    protected override Task CheckAsync(SectionDesk desk, StoryForm form, CancellationToken ct)
    {
        if (form.Story is { } story && !TextRules.IsText(story.ReplaceLineEndings("\n"))) ModelState.AddModelError(nameof(form.Story), "Use plain text in the story: it holds characters that cannot be shown");
        return Task.CompletedTask;
    }

    protected override async Task<object?> BesideAsync(SectionDesk desk, StoryForm form, CancellationToken ct)
    {
        var story = form.Story ?? "";
        var cited = StoryMarks.Cited(story);
        var sources = await db.Sources.AsNoTracking().Where(s => s.CampaignTextId == desk.TextId).OrderBy(s => s.Number == null).ThenBy(s => s.Number).ThenBy(s => s.Id).ToListAsync(ct);
        var keys = sources.Where(s => s.RemovedOn is null).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        return new StoryBeside
        {
            Sources = sources.ConvertAll(s => new SourceLine(s.Id, s.Key, s.Number, s.Title, s.Publisher, s.RemovedOn is not null, cited.Contains(s.Key))),
            Claims = [.. StoryMarks.Claims(story).Select(claim => new ClaimLine(claim.Key, claim.Sentence, claim.Sources.Any(keys.Contains)))],
            Unknown = [.. cited.Where(key => sources.TrueForAll(s => s.Key != key))],
        };
    }

    protected override async Task WriteAsync(SectionWrite write, StoryForm form) => (await write.DraftAsync()).Story = form.Story!.ReplaceLineEndings("\n").Trim();
}
