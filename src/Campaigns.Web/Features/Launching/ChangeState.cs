using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Launching;

/// <summary>Carries out what a Publisher decided about a published campaign, with the words that stand instead of the form.</summary>
public sealed class ChangeState(IDbContextFactory<CampaignsDb> databases, CampaignPageCache pages, PublicCampaigns campaigns, TimeProvider clock)
{
    /// <returns>False when it is no longer in a state for this.</returns>
    public async Task<bool> RunAsync(Guid id, StateAct act, StateForm form, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Campaigns.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EditedAt, now), ct); // locks the row
        var campaign = await db.Campaigns.SingleAsync(c => c.Id == id, ct);
        if (campaign.RemovedReason is not null || !campaign.ActsAt(now).Contains(act)) return false;
        form.ApplyTo(campaign, act, now);

        var texts = await db.CampaignTexts.Where(t => t.CampaignId == id).ToListAsync(ct);
        foreach (var text in texts)
        {
            // A reason for a pause that is over would come back when the clock closes the campaign.
            if (act is StateAct.Resume) text.StatusNote = null;
            if (!StateForm.HasNote(act)) continue;
            text.StatusNote = form.NoteIn(text.Language);
            await FreezeSources.RunAsync(db, text.Id, [text.StatusNote], ct);
        }
        db.Add(new AuditEntry(context.User.StaffId(), $"campaign.{Done(act)}", id.ToString(), null, null, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await pages.EvictAsync(id, ct);
        foreach (var text in texts) campaigns.Forget(text.Slug);
        return true;
    }

    private static string Done(StateAct act) => act switch
    {
        StateAct.Pause => "paused",
        StateAct.Resume => "resumed",
        StateAct.Extend => "extended",
        StateAct.Close => "closed",
        StateAct.Win => "won",
        _ => "archived",
    };
}
