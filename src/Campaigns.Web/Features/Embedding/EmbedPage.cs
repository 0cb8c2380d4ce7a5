using Campaigns.Core;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Embedding;

/// <summary>A campaign in another site's frame.</summary>
public sealed record EmbedPage
{
    public required string Slug { get; init; }
    public required string Headline { get; init; }
    public required CampaignStatus Status { get; init; }
    public required DateTimeOffset? OpensAt { get; init; }
    public required string TimeZone { get; init; }
    public required int Total { get; init; }
    /// <summary>Null while no signatures are taken.</summary>
    public required SignFormPage? Form { get; init; }
    /// <summary>Nobody may frame it: the page says so to whoever opens it by itself.</summary>
    public required bool IsClosedToFrames { get; init; }

    /// <summary>What its form and links hand on: see <see cref="EmbedSource"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Of the campaign's own page.</summary>
    public string Path => Arrivals.Carry($"/c/{Slug}", null, Source);
    public bool ShowsCount => Total >= ShareCard.FewestShown;
}
