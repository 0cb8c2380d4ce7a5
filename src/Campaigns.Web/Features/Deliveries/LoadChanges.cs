using Campaigns.Core;
using Campaigns.Core.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>Reads, for the rows of a claim that tell of a changed text, both texts; other rows cost nothing.</summary>
internal static class LoadChanges
{
    private static readonly Dictionary<Guid, DeliveryTextChange> None = [];

    /// <returns>By delivery; nothing for people who have signed the new text since.</returns>
    public static async Task<Dictionary<Guid, DeliveryTextChange>> RunAsync(CampaignsDb db, IReadOnlyList<ClaimedDelivery> rows, CancellationToken ct)
    {
        Guid[] ids = [.. rows.Where(row => row.Kind is DeliveryKind.TextChanged).Select(row => row.Id)];
        if (ids.Length == 0) return None;
        // The ids first: a claim of thousands holds a handful of texts, and these are long.
        var pairs = await (
            from delivery in db.Deliveries
            where ids.Contains(delivery.Id)
            join signature in db.Signatures on delivery.SignatureId equals signature.Id
            select new { delivery.Id, NewId = delivery.MailingId, OldId = signature.TextVersionId }).AsNoTracking().ToListAsync(ct);
        Guid[] versions = [.. pairs.SelectMany(pair => (Guid[])[pair.OldId, pair.NewId ?? pair.OldId]).Distinct()];
        var words = await db.TextVersions.AsNoTracking().Where(v => versions.Contains(v.Id)).Join(db.CampaignTexts, v => v.CampaignTextId, t => t.Id, (v, t) => new
        {
            v.Id, v.Number, v.Headline, v.Summary, v.Story, v.Reason, v.CampaignTextId, t.Slug,
        }).ToDictionaryAsync(v => v.Id, ct);

        Dictionary<Guid, DeliveryTextChange> changes = [];
        foreach (var pair in pairs)
        {
            if (pair.NewId is not { } newId || !words.TryGetValue(newId, out var now) || !words.TryGetValue(pair.OldId, out var old)) continue;
            if (old.CampaignTextId != now.CampaignTextId || old.Number >= now.Number) continue;
            changes[pair.Id] = new(old.Id, now.Id, new(old.Number, old.Headline, old.Summary, old.Story), new(now.Number, now.Headline, now.Summary, now.Story), now.Reason, now.Slug);
        }
        return changes;
    }
}
