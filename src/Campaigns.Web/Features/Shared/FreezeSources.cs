using Campaigns.Core;
using Campaigns.Core.Content;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Gives the sources that words cite their numbers for good, in reading order after those that have one: others quote them from now on.</summary>
public static class FreezeSources
{
    /// <summary>In the caller's unit of work.</summary>
    public static async Task RunAsync(CampaignsDb db, Guid textId, IEnumerable<string?> words, CancellationToken ct)
    {
        var sources = await db.Sources.Where(s => s.CampaignTextId == textId).ToListAsync(ct);
        var last = sources.Max(s => s.Number) ?? 0;
        foreach (var key in words.OfType<string>().SelectMany(StoryMarks.Cited))
            if (sources.Find(s => s.Key == key) is { Number: null } source) source.Freeze(++last);
    }
}
