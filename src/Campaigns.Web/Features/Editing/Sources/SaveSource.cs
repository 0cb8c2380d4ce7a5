using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Media;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing.Sources;

/// <summary>A new source, or one that is mended. Readers see a mended one at once: its link is right or wrong whatever the story says.</summary>
public sealed class SaveSource(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, TimeProvider clock)
{
    /// <param name="sourceId">Null for a new one.</param>
    /// <returns>False when somebody changed it since the form was opened.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, Guid? sourceId, SourceForm form, HttpContext context, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var archived = form.ArchivedUrl?.Trim() is { Length: > 0 } link ? link : null;
        if (sourceId is null)
        {
            var added = new Source(desk.TextId, form.Key!, form.Title!.Trim(), form.Url!.Trim(), form.Publisher!.Trim(), form.Day!.Value, form.Kind!.Value, archived);
            added.KeepCopy(form.Copy);
            db.Add(added);
        }
        else
        {
            if (await db.Sources.SingleOrDefaultAsync(s => s.Id == sourceId && s.Revision == form.Revision, ct) is not { } source) return false;
            if (source.Number is null) source.Rename(form.Key!);
            await NoteOutdated.OfRowAsync(db, desk.CampaignId, desk.TextId, source.Title, form.Title!.Trim(), _ => $"source.{form.Key}", ct);
            source.Change(form.Title!.Trim(), form.Url!.Trim(), form.Publisher!.Trim(), form.Day!.Value, form.Kind!.Value, archived);
            source.KeepCopy(form.Copy);
        }
        if (MediaName.In(form.Copy) is { } name && await db.MediaFiles.SingleOrDefaultAsync(f => f.Name == name, ct) is { } file) file.UploadAgain(clock.GetUtcNow());
        db.Add(new AuditEntry(context.User.StaffId(), sourceId is null ? "source.added" : "source.changed", desk.CampaignId.ToString(), null, form.Key, context.AuditNetwork(), clock.GetUtcNow()));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return false; }
        await pages.EvictAsync(desk.CampaignId, ct);
        return true;
    }
}
