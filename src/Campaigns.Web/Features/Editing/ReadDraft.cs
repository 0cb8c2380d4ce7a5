using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>The words of a text as the editor has them.</summary>
public sealed class ReadDraft(CampaignsDb db, TimeProvider clock)
{
    /// <returns>A copy: changing it changes nothing.</returns>
    public async Task<TextDraft> RunAsync(Guid textId, CancellationToken ct)
    {
        if (await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == textId, ct) is { } draft) return draft;
        var text = await db.CampaignTexts.AsNoTracking().SingleAsync(t => t.Id == textId, ct);
        var version = await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == textId).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        return TextDraft.Of(text, version, clock.GetUtcNow());
    }
}
