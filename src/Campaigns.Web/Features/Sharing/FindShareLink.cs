using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Campaigns.Web.Features.Sharing;

/// <param name="Slug">Of the campaign's text in the link's language, or of the original where that language is gone.</param>
/// <param name="IsTest">Made while the campaign was in test mode.</param>
/// <param name="CampaignIsTest">The campaign still is.</param>
public sealed record FoundShareLink(Guid Id, string Slug, bool IsTest, bool CampaignIsTest);

/// <summary>Where a share link leads. A link that everybody opens at once is read once in two seconds.</summary>
public sealed class FindShareLink(IDbContextFactory<CampaignsDb> databases, IMemoryCache cache)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    /// <returns>Null for a code that nobody was given.</returns>
    public async ValueTask<FoundShareLink?> RunAsync(string code, CancellationToken ct)
    {
        if (code.Length is 0 or > 20 || !code.All(char.IsAsciiLetterOrDigit)) return null;
        if (cache.TryGetValue(("share-link", code), out FoundShareLink? kept)) return kept;
        var found = await ReadAsync(code, ct);
        // What is not there is not kept: a flood of made-up codes must not fill the memory.
        return found is null ? null : cache.Set(("share-link", code), found, Kept);
    }

    private async Task<FoundShareLink?> ReadAsync(string code, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await (
            from link in db.ShareLinks
            where link.Code == code
            join campaign in db.Campaigns on link.CampaignId equals campaign.Id
            join text in db.CampaignTexts on link.CampaignId equals text.CampaignId
            where text.Visibility == TextVisibility.Shown || campaign.IsTest
            orderby text.Language == link.Language descending, text.IsOriginal descending, text.Slug
            select new FoundShareLink(link.Id, text.Slug, link.IsTest, campaign.IsTest)).FirstOrDefaultAsync(ct);
    }
}
