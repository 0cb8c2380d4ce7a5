using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>
/// Writes a section in one commit with its new revision. A form that was opened on another revision writes nothing,
/// so that two people who save the same section never lose a text.
/// </summary>
public sealed class SaveSection(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, PublicCampaigns campaigns, KeepUnsaved unsaved, TimeProvider clock)
{
    /// <summary>For what is not to be saved yet.</summary>
    public KeepUnsaved Unsaved => unsaved;

    /// <returns>False when somebody saved the section since the form was opened.</returns>
    public async Task<bool> RunAsync(SectionDesk desk, int revision, HttpContext context, Func<SectionWrite, Task> write, CancellationToken ct)
    {
        try { return await TryAsync(desk, revision, context, write, ct); }
        // The section's first row came in between: from a colleague's save, which the second attempt finds, or from what this person's own page kept while they pressed.
        catch (DbUpdateException) when (revision == 0) { return await TryAsync(desk, revision, context, write, ct); }
    }

    private async Task<bool> TryAsync(SectionDesk desk, int revision, HttpContext context, Func<SectionWrite, Task> write, CancellationToken ct)
    {
        var (staff, now) = (context.User.StaffId()!.Value, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var edited = await db.EditedSections.SingleOrDefaultAsync(s => s.CampaignId == desk.CampaignId && s.Section == desk.Section && s.Language == desk.Language, ct)
            ?? db.Add(new EditedSection(desk.CampaignId, desk.Section, desk.Language)).Entity;
        if (edited.Revision != revision) return false;

        var text = await db.CampaignTexts.SingleAsync(t => t.Id == desk.TextId, ct);
        var sectionWrite = new SectionWrite(db, await db.Campaigns.SingleAsync(c => c.Id == desk.CampaignId, ct), text, now, ct);
        await write(sectionWrite);
        await sectionWrite.ShowIfUnseenAsync();
        await sectionWrite.NoteOutdatedAsync();

        edited.Save(staff, now);
        edited.Close(staff);
        sectionWrite.Campaign.Edit(now);
        await db.UnsavedTexts.Where(t => t.CampaignId == desk.CampaignId && t.Section == desk.Section && t.Language == desk.Language && t.StaffId == staff).ExecuteDeleteAsync(ct);
        db.Add(new AuditEntry(staff, "section.saved", desk.CampaignId.ToString(), edited.Revision, $"{desk.Section.Slug()} {desk.Language}".TrimEnd(), context.AuditNetwork(), now));
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException) { return false; }
        await pages.EvictAsync(desk.CampaignId, ct);
        campaigns.Forget(desk.Slug);
        campaigns.Forget(text.Slug);
        return true;
    }
}

/// <summary>What a section writes to. Words go to the <see cref="DraftAsync"/>, everything else to its own rows.</summary>
public sealed class SectionWrite(CampaignsDb db, Campaign campaign, CampaignText text, DateTimeOffset now, CancellationToken ct)
{
    private TextDraft? _draft, _before;

    public CampaignsDb Db => db;
    public Campaign Campaign => campaign;
    public CampaignText Text => text;
    public DateTimeOffset Now => now;

    public async Task<TextDraft> DraftAsync()
    {
        if (_draft is not null) return _draft;
        _draft = await db.TextDrafts.SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct) ?? db.Add(TextDraft.Of(text, await NewestAsync(), now)).Entity;
        _before = _draft.Copy();
        _draft.EditedAt = now;
        return _draft;
    }

    /// <summary>A draft that nobody has seen is its own page, so that a test run shows what was written a moment ago.</summary>
    internal async Task ShowIfUnseenAsync()
    {
        if (_draft is null || !campaign.IsUnseen) return;
        _draft.Apply(text);
        if (await NewestAsync() is not { } version)
        {
            // Half a translation has no page, not even for testers.
            if (text.IsOriginal || _draft.IsComplete) db.Add(new TextVersion(text.Id, 1, _draft.Headline, _draft.Summary, _draft.Story, TextChange.First, null, now));
        }
        else if (version.Change is TextChange.First) version.Rewrite(_draft.Headline, _draft.Summary, _draft.Story, now);
        else if (_draft.ChangesText(version)) db.Add(new TextVersion(text.Id, version.Number + 1, _draft.Headline, _draft.Summary, _draft.Story, TextChange.Wording, null, now)); // unscheduled again: what was announced stays on record
    }

    /// <summary>The original's words as the editor has them; not to be changed.</summary>
    public async Task<TextDraft> OriginalAsync()
    {
        var original = await db.CampaignTexts.AsNoTracking().SingleAsync(t => t.CampaignId == campaign.Id && t.IsOriginal, ct);
        return await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == original.Id, ct)
            ?? TextDraft.Of(original, await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == original.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct), now);
    }

    internal Task NoteOutdatedAsync() => _draft is null ? Task.CompletedTask : NoteOutdated.OfDraftAsync(db, text, _before!, _draft, ct);

    private Task<TextVersion?> NewestAsync() => db.TextVersions.Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
}
