using Campaigns.Core;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Campaigns.Core.Targets;

namespace Campaigns.Testing;

/// <summary>
/// A campaign as an organiser would have published it: <c>var campaign = await new TestCampaign().AddToAsync(app);</c>
/// Live, one language, one version, one target, one source, a count of nought.
/// </summary>
public sealed class TestCampaign
{
    public string Slug { get; init; } = "stop-it-" + Guid.NewGuid().ToString("n")[..8];
    public string Language { get; init; } = "en";
    public string Headline { get; init; } = "Stop selling face recognition to police";
    public string Summary { get; init; } = "A cloud company sells it and praises civil rights. We ask it to stop.";
    public string Story { get; init; } = "The contracts are public.[^contracts]\n\n==It still sells the tool.=={sells}";
    public string TargetName { get; init; } = "Dana Whitlock";
    public string TargetEmail { get; init; } = "chief@northwind.example";
    public int Online { get; init; }
    public int Paper { get; init; }
    /// <summary>Where it goes from Live: <c>(campaign, now) => campaign.Pause(now)</c>.</summary>
    public Action<Campaign, DateTimeOffset>? Then { get; init; }
    /// <summary>Not even published.</summary>
    public bool IsDraft { get; init; }

    public async Task<SeededCampaign> AddToAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        var seeded = Add(db, app.Now);
        await db.SaveChangesAsync();
        return seeded;
    }

    public SeededCampaign Add(CampaignsDb db, DateTimeOffset now)
    {
        var campaign = new Campaign("Europe/Lisbon", now);
        if (!IsDraft) campaign.Publish(now);
        Then?.Invoke(campaign, now);
        var text = new CampaignText(campaign.Id, Language, Slug, now) { IsOriginal = true, Topic = "face recognition sold to police", StatusNote = "Why it stands as it stands." };
        var version = new TextVersion(text.Id, 1, Headline, Summary, Story, TextChange.First, null, now);
        var target = new Target(campaign.Id, 1, TargetName) { Role = "Chief executive", Organisation = "Northwind", Email = TargetEmail };
        var source = new Source(text.Id, "contracts", "Contracts of the city", "https://city.example/contracts", "City of Port Ellery", new DateOnly(2026, 2, 1), SourceKind.PrimaryDocument);
        source.Freeze(1);
        var claim = new Claim(text.Id, "sells");
        claim.Ask(target.Id, new DateOnly(2026, 3, 1), "by letter");
        var count = new CampaignCount(campaign.Id, now);
        count.Set(Online, Paper, now);
        db.AddRange(campaign, text, version, target, source, claim, count);
        return new SeededCampaign(campaign.Id, text.Id, version.Id, target.Id, Slug);
    }
}

/// <summary>Ids of a seeded campaign and the paths of its pages.</summary>
public sealed record SeededCampaign(Guid Id, Guid TextId, Guid VersionId, Guid TargetId, string Slug)
{
    public string Path => $"/c/{Slug}";
    public string SignPath => $"/c/{Slug}/sign";
    public string JsonPath => $"/c/{Slug}.json";
}
