using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Editing;
using Campaigns.Web.Features.Editing.Messages;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing;

/// <summary>How far each section of a campaign is, from what is in the database: nobody ticks anything off.</summary>
public sealed class ReadSections(CampaignsDb db, ReadDraft drafts, MessageStates messageStates, IStringLocalizer<Texts> texts, TimeProvider clock)
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
        var hasUnpublished = !campaign.IsUnseen && (await UnpublishedTexts.ReadAsync(db, campaignId, ct)).Count > 0;
        var translations = await Translations.ReadAsync(db, campaignId, ct);

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
                Row(Section.Mails, saved.Contains(Section.Mails) || draft.Mails.Count > 0),
                Row(Section.ThankYou, draft.WhatHappensNext is not null),
                Row(Section.Press, draft.Press is not null),
                TranslationsRow(translations),
                Row(Section.Schedule, saved.Contains(Section.Schedule) || !campaign.IsUnseen),
            ]).Where(row => Sections.All.Contains(row.Section)).ToList(),
        };
    }

    private SectionRow TranslationsRow(IReadOnlyList<Translation> translations) =>
        translations.Count == 0 ? new(Section.Translations, SectionState.NotStarted, null)
        : translations.FirstOrDefault(each => each.Old.Any()) is { } old ? new(Section.Translations, SectionState.NeedsAttention, texts["Older than the original: {0}.", Languages.NameOf(old.Text.Language)].Value)
        : new(Section.Translations, translations.All(each => each.IsComplete) ? SectionState.Done : SectionState.InProgress, null);
}
