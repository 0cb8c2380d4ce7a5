using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>"It still fits": the original changed, and somebody who read both says that the translation need not.</summary>
public sealed class EndFlag(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    /// <param name="originalMark">Of the original as it was shown: of one that nobody looked at nothing is said.</param>
    public async Task RunAsync(SectionDesk desk, TranslatedText text, string? originalMark, HttpContext context, CancellationToken ct)
    {
        if (!text.IsOld || originalMark != TranslationForm.Mark(text.Original)) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        var field = text is { OwnId: { } id } && text.Key.StartsWith("message.", StringComparison.Ordinal) ? $"message.{id:n}.{text.Key.Split('.')[^1]}" : text.Key;
        await NoteOutdated.EndAsync(db, desk.TextId, [field], ct);
        db.Add(new AuditEntry(context.User.StaffId(), "translation.fits", desk.CampaignId.ToString(), null, desk.Language, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }
}
