using Campaigns.Core;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Where uploaded files are shown: whatever can hold the address of one is asked here, so that none is deleted which somebody still sees.</summary>
public static class MediaUses
{
    /// <param name="name">Of the file: nothing else contains it.</param>
    /// <returns>A campaign that shows it now, showed it in an earlier version, or has it in words that are not saved; null when none does.</returns>
    public static Task<Guid?> FindAsync(CampaignsDb db, string name, CancellationToken ct) =>
        Texts(db, name).Concat(Rows(db, name)).Select(id => (Guid?)id).FirstOrDefaultAsync(ct);

    /// <summary>Deletes the files of a campaign that is gone. What a copy of it shows stays, and belongs to the copy from now on.</summary>
    public static async Task DropOfAsync(CampaignsDb db, Guid campaignId, CancellationToken ct)
    {
        foreach (var file in await db.MediaFiles.Where(f => f.CampaignId == campaignId).ToListAsync(ct))
            if (await FindAsync(db, file.Name, ct) is { } other) file.GiveTo(other);
            else db.Remove(file);
    }

    private static IQueryable<Guid> Texts(CampaignsDb db, string name) =>
        db.CampaignTexts.Where(t => t.Picture!.Contains(name) || t.StatusNote!.Contains(name) || t.WhatHappensNext!.Contains(name) || t.Press!.Background!.Contains(name)).Select(t => t.CampaignId)
            .Concat(from draft in db.TextDrafts
                    where draft.Picture!.Contains(name) || draft.Story.Contains(name) || draft.WhatHappensNext!.Contains(name) || draft.Press!.Background!.Contains(name)
                    join text in db.CampaignTexts on draft.CampaignTextId equals text.Id
                    select text.CampaignId)
            .Concat(from version in db.TextVersions
                    where version.Story.Contains(name)
                    join text in db.CampaignTexts on version.CampaignTextId equals text.Id
                    select text.CampaignId)
            .Concat(db.UnsavedTexts.Where(t => t.Fields.Contains(name)).Select(t => t.CampaignId));

    private static IQueryable<Guid> Rows(CampaignsDb db, string name) =>
        (from source in db.Sources
         where source.Copy!.Contains(name)
         join text in db.CampaignTexts on source.CampaignTextId equals text.Id
         select text.CampaignId)
            .Concat(from entry in db.TimelineEntries
                    where entry.Body.Contains(name)
                    join text in db.CampaignTexts on entry.CampaignTextId equals text.Id
                    select text.CampaignId)
            .Concat(from claim in db.StoryClaims
                    where claim.Answer!.Contains(name)
                    join text in db.CampaignTexts on claim.CampaignTextId equals text.Id
                    select text.CampaignId);
}
