using System.Collections.Concurrent;

namespace Campaigns.Web.Features.CampaignPages;

/// <summary>Rendered stories by text version, kept in memory. A version never changes, but its sources and the target's answers may: the stamp notices.</summary>
public sealed class RenderedStories
{
    private const int MostKept = 500;
    private readonly ConcurrentDictionary<Guid, (string Stamp, RenderedStory Story)> _stories = new();

    public RenderedStory Get(Guid versionId, string story, string? note, IReadOnlyCollection<CitedSource> sources, IReadOnlyCollection<AnsweredClaim> claims, string sourceLabel)
    {
        var stamp = string.Join('\n', [sourceLabel, note, .. sources.Select(source => $"{source.Key} {source.Number}"), .. claims.Select(claim => $"{claim.Key} {claim.Answer}")]);
        if (_stories.TryGetValue(versionId, out var kept) && kept.Stamp == stamp) return kept.Story;

        if (_stories.Count >= MostKept) _stories.Clear();
        var rendered = StoryRenderer.Render(story, note, sources, claims, sourceLabel);
        _stories[versionId] = (stamp, rendered);
        return rendered;
    }
}
