using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>Takes a published translation off the page, or puts it back. Its address leads to the original meanwhile, and whoever signed it stays counted.</summary>
public sealed class HideLanguage(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    public async Task RunAsync(SectionDesk desk, string language, bool hide, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var from = hide ? TextVisibility.Shown : TextVisibility.Hidden;
        if (await db.CampaignTexts.SingleOrDefaultAsync(t => t.CampaignId == desk.CampaignId && t.Language == language && !t.IsOriginal && t.Visibility == from, ct) is not { } text) return;
        if (hide) text.Hide();
        else text.Show();
        await shown.NoteAsync(db, desk, hide ? "translation.hidden" : "translation.shown", null, language, context, ct);
        await db.SaveChangesAsync(ct);
        await shown.RunAsync(db, desk, ct);
    }
}
