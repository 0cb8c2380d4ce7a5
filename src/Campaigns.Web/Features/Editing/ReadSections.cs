using Campaigns.Core;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Editing.Messages;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>How far each section of a campaign is, from what is in the database: nobody ticks anything off.</summary>
public sealed class ReadSections(CampaignsDb db, ReadDraft drafts, MessageStates messageStates, TimeProvider clock)
{
    /// <returns>Null when there is no such campaign.</returns>
    public async Task<SectionListPage?> RunAsync(Guid campaignId, CancellationToken ct)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == campaignId, ct) is not { } campaign) return null;
        var own = await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == campaignId).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).ToListAsync(ct);
        var draft = await drafts.RunAsync(own[0].Id, ct);
        var saved = (await db.EditedSections.Where(s => s.CampaignId == campaignId && s.Revision > 0).Select(s => s.Section).Distinct().ToListAsync(ct)).ToHashSet();
        var unsaved = (await db.UnsavedTexts.Where(t => t.CampaignId == campaignId).Select(t => t.Section).Distinct().ToListAsync(ct)).ToHashSet();
        var rows = (await messageStates.RunAsync(campaign, own.ConvertAll(text => text.Language), ct)).ToDictionary(row => row.Section);
        var hasUnpublished = false;
        foreach (var text in own) hasUnpublished |= !campaign.IsUnseen && await DiffersAsync(text.Id, ct);

        SectionRow Row(Section section, bool isThere, string? problem = null) => new(section,
            problem is not null && (isThere || saved.Contains(section)) ? SectionState.NeedsAttention
            : isThere && !unsaved.Contains(section) ? SectionState.Done
            : isThere || unsaved.Contains(section) || saved.Contains(section) ? SectionState.InProgress
            : SectionState.NotStarted, problem);

        return new SectionListPage
        {
            CampaignId = campaignId, Headline = draft.Headline, Slug = own[0].Slug, Status = campaign.StatusAt(clock.GetUtcNow()), IsTest = campaign.IsTest, IsSample = campaign.IsSample, HasUnpublished = hasUnpublished,
            Rows = ((SectionRow[])
            [
                Row(Section.Ask, draft is { Headline.Length: > 0, Summary.Length: > 0 }),
                Row(Section.Story, draft.Story.Length > 0),
                Row(Section.Picture, draft.Picture is not null || saved.Contains(Section.Picture)),
                rows[Section.Targets],
                Row(Section.Form, saved.Contains(Section.Form)),
                rows[Section.Tweets], rows[Section.Facebook], rows[Section.Email], rows[Section.Shares],
                Row(Section.Mails, saved.Contains(Section.Mails)),
                Row(Section.ThankYou, draft.WhatHappensNext is not null),
                Row(Section.Press, draft.Press is not null),
                Row(Section.Translations, own.Count > 1 || saved.Contains(Section.Translations)),
                Row(Section.Schedule, saved.Contains(Section.Schedule) || !campaign.IsUnseen),
            ]).Where(row => Sections.All.Contains(row.Section)).ToList(),
        };
    }

    private async Task<bool> DiffersAsync(Guid textId, CancellationToken ct)
    {
        if (await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == textId, ct) is not { } draft) return false;
        var text = await db.CampaignTexts.AsNoTracking().SingleAsync(t => t.Id == textId, ct);
        return draft.Differs(text, await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == textId).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct));
    }
}
