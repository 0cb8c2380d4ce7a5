using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Claims;

/// <summary>The claims of a text: those that its story marks, and those that the target was asked about.</summary>
public sealed class ReadClaims(CampaignsDb db, ReadDraft drafts)
{
    public async Task<IReadOnlyList<ClaimRow>> RunAsync(Guid textId, CancellationToken ct)
    {
        var marked = StoryMarks.Claims((await drafts.RunAsync(textId, ct)).Story).DistinctBy(claim => claim.Key).ToList();
        var rows = await db.StoryClaims.AsNoTracking().Where(c => c.CampaignTextId == textId).OrderBy(c => c.Key).ToListAsync(ct);
        return
        [
            .. marked.Select(claim => new ClaimRow(claim.Key, claim.Sentence, rows.Find(row => row.Key == claim.Key))),
            .. rows.Where(row => row.AskedOn is not null && marked.TrueForAll(claim => claim.Key != row.Key)).Select(row => new ClaimRow(row.Key, null, row)),
        ];
    }
}
