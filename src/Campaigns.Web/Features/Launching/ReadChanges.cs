using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Launching;

/// <summary>Compares what the editor holds with what the public sees.</summary>
public sealed class ReadChanges(CampaignsDb db, IStringLocalizer<Texts> texts)
{
    /// <returns>The texts that differ, and the stamp of what was compared. A translation that the public has not seen is among them once it is complete.</returns>
    public async Task<(IReadOnlyList<ChangedText> Texts, string Seen)> RunAsync(Guid campaignId, CancellationToken ct)
    {
        var (changed, stamps) = (new List<ChangedText>(), new List<string>());
        foreach (var (text, draft, version) in await UnpublishedTexts.ReadAsync(db, campaignId, ct))
        {
            stamps.Add(Stamp(draft, version));
            var isNew = text.Visibility is TextVisibility.Waiting;
            var live = isNew ? new TextDraft(text.Id) : TextDraft.Of(text, version, default);
            changed.Add(new ChangedText(
                text.Id, text.Language, isNew, isNew || draft.ChangesText(version), draft.IsComplete,
                isNew ? 0 : await SignersOf(db, text.Id).CountAsync(ct),
                [.. Fields(live).Zip(Fields(draft)).Where(field => field.First.Text != field.Second.Text).Select(field => new FieldDiff(field.First.Name, WordDiff.Between(field.First.Text, field.Second.Text))
                {
                    Pictures = field.First.Name == texts["Picture"] ? (ViewOf(live.Picture), ViewOf(draft.Picture)) : null,
                })]));
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
        (texts["Mails"], string.Join("\n\n", draft.Mails.OrderBy(words => words.Key, StringComparer.Ordinal).Select(words => words.Value))),
    ];

    private static PictureView? ViewOf(string? path) => path is null ? null : PictureView.Of(path);

    private static string Lines(PressContact? press) => press is null ? ""
        : string.Join('\n', new[] { press.Name, press.Role, press.Email, press.Phone, press.Hours, press.Background, press.PicturesUrl, press.PicturesLicence }.Where(line => !string.IsNullOrEmpty(line)));
}
