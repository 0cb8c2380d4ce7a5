using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>Takes a translation away that the public never saw, with its words, sources and messages. What was public is hidden instead: people signed it.</summary>
public sealed class RemoveLanguage(IDbContextFactory<CampaignsDb> databases, ShowChange shown)
{
    /// <returns>False when it was public.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, string language, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.CampaignTexts.SingleOrDefaultAsync(t => t.CampaignId == desk.CampaignId && t.Language == language, ct) is not { } text) return true;
        if (!await MayGoAsync(db, text, ct)) return false;
        await db.Messages.Where(m => m.CampaignId == desk.CampaignId && m.Language == language).ExecuteDeleteAsync(ct);
        await db.UnsavedTexts.Where(t => t.CampaignId == desk.CampaignId && t.Language == language).ExecuteDeleteAsync(ct);
        await db.EditedSections.Where(s => s.CampaignId == desk.CampaignId && s.Language == language).ExecuteDeleteAsync(ct);
        db.Remove(text);
        await shown.NoteAsync(db, desk, "translation.removed", null, language, context, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await shown.RunAsync(db, desk, ct);
        return true;
    }

    /// <summary>Waiting, and nobody has signed it, not even in a test: a signature says which text it is under.</summary>
    public static async Task<bool> MayGoAsync(CampaignsDb db, CampaignText text, CancellationToken ct) =>
        text is { IsOriginal: false, Visibility: TextVisibility.Waiting } && !await db.Signatures.AnyAsync(s => s.CampaignId == text.CampaignId && db.TextVersions.Any(v => v.Id == s.TextVersionId && v.CampaignTextId == text.Id), ct);
}
