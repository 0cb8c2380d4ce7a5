using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>Begins a translation: a page of its own address, which the public does not see before it is complete and published.</summary>
public sealed class AddLanguage(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    /// <param name="slug">Null for one that is made of the original's headline.</param>
    /// <returns>False when somebody added the language or took the address in this moment.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, string language, string? slug, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var picture = await db.CampaignTexts.Where(t => t.CampaignId == desk.CampaignId && t.IsOriginal).Select(t => t.Picture).FirstOrDefaultAsync(ct);
        var text = new CampaignText(desk.CampaignId, language, slug ?? await CreateCampaign.FreeSlugAsync(db, $"{desk.Headline} {language}", ct), now) { Picture = picture };
        text.Await();
        db.Add(text);
        (await db.Campaigns.SingleAsync(c => c.Id == desk.CampaignId, ct)).Edit(now);
        db.Add(new AuditEntry(context.User.StaffId(), "translation.added", desk.CampaignId.ToString(), null, language, context.AuditNetwork(), now));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { return false; }
        return true;
    }
}
