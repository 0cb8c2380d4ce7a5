using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>Compares what the editor holds with what the public sees.</summary>
public sealed class ReadChanges(CampaignsDb db, IStringLocalizer<Texts> texts)
{
    /// <returns>The texts that differ, and the stamp of what was compared.</returns>
    public async Task<(IReadOnlyList<ChangedText> Texts, string Seen)> RunAsync(Guid campaignId, CancellationToken ct)
    {
        var (changed, stamps) = (new List<ChangedText>(), new List<string>());
        foreach (var text in await db.CampaignTexts.AsNoTracking().Where(t => t.CampaignId == campaignId).OrderByDescending(t => t.IsOriginal).ThenBy(t => t.Language).ToListAsync(ct))
        {
            if (await db.TextDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.CampaignTextId == text.Id, ct) is not { } draft) continue;
            var version = await db.TextVersions.AsNoTracking().Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
            if (!draft.Differs(text, version)) continue;
            stamps.Add(Stamp(draft, version));
            var live = TextDraft.Of(text, version, default);
            changed.Add(new ChangedText(
                text.Id, text.Language, version is null, draft.ChangesText(version), draft.IsComplete,
                version is null ? 0 : await SignersOf(db, text.Id).CountAsync(ct),
                [.. Fields(live).Zip(Fields(draft)).Where(field => field.First.Text != field.Second.Text).Select(field => new FieldDiff(field.First.Name, WordDiff.Between(field.First.Text, field.Second.Text)))]));
        }
        return (changed, string.Join(' ', stamps));
    }

    /// <summary>Microseconds, which both databases keep.</summary>
    public static string Stamp(TextDraft draft, TextVersion? version) =>
        string.Create(CultureInfo.InvariantCulture, $"{draft.CampaignTextId:n}.{version?.Number ?? 0}.{draft.EditedAt.UtcTicks / 10}");

    /// <summary>Whoever signed a text and counts.</summary>
    public static IQueryable<Signature> SignersOf(CampaignsDb db, Guid textId) =>
        db.Signatures.Where(s => s.State == SignatureState.Confirmed && !s.IsTest && s.ErasedAt == null && db.TextVersions.Any(v => v.Id == s.TextVersionId && v.CampaignTextId == textId));

    private IEnumerable<(string Name, string Text)> Fields(TextDraft draft) =>
    [
        (texts["Headline"], draft.Headline), (texts["Summary"], draft.Summary), (texts["Story"], draft.Story), (texts["Topic, for mails"], draft.Topic),
        (texts["Picture"], draft.Picture ?? ""), (texts["Text alternative"], draft.PictureAlt ?? ""), (texts["Credit"], draft.PictureCredit ?? ""),
        (texts["The card that networks show"], draft.CardIsPicture ? texts["The picture itself"] : texts["The drawn card"]),
        (texts["Reason of the goal"], draft.GoalReason ?? ""), (texts["What happens next"], draft.WhatHappensNext ?? ""), (texts["Press contact"], Lines(draft.Press)),
    ];

    private static string Lines(PressContact? press) => press is null ? ""
        : string.Join('\n', new[] { press.Name, press.Role, press.Email, press.Phone, press.Hours, press.Background, press.PicturesUrl, press.PicturesLicence }.Where(line => !string.IsNullOrEmpty(line)));
}
