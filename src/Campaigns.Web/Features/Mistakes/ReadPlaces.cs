using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Mistakes;

/// <summary>The claims and sources that a page shows, as places of a mistake.</summary>
public sealed class ReadPlaces(CampaignsDb db, IStringLocalizer<Texts> t)
{
    private const int Longest = 90;

    /// <returns>Claims in reading order, then sources by number; and the text that they belong to.</returns>
    public async Task<(Guid TextId, IReadOnlyList<MistakePlace> Places)> RunAsync(Guid versionId, CancellationToken ct)
    {
        var version = await db.TextVersions.AsNoTracking().Where(version => version.Id == versionId).Select(version => new { version.CampaignTextId, version.Story }).SingleAsync(ct);
        var sources = await db.Sources.AsNoTracking().Where(source => source.CampaignTextId == version.CampaignTextId && source.Number != null && source.RemovedOn == null).OrderBy(source => source.Number).ToListAsync(ct);
        return (version.CampaignTextId,
        [
            .. StoryMarks.Claims(version.Story).DistinctBy(claim => claim.Key).Select(claim => new MistakePlace(MistakePlace.Claim + claim.Key, Short(claim.Sentence))),
            .. sources.Select(source => new MistakePlace(MistakePlace.Source + source.Id, t["Source {0}: {1}", source.Number!, Short(source.Title)])),
        ]);
    }

    internal static string Short(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1)] + "…";
}
