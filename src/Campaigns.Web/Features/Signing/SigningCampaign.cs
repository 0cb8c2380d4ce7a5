using Campaigns.Core;
using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Signing;

/// <summary>What signing needs to know of a campaign in one language; at most two seconds old.</summary>
public sealed record SigningCampaign
{
    public required Campaign Campaign { get; init; }
    public required string Slug { get; init; }
    public required string Language { get; init; }
    public required string Headline { get; init; }
    public required Guid TextVersionId { get; init; }
    public required string? WhatHappensNext { get; init; }
    /// <summary>Targets in order; an address of theirs may not sign.</summary>
    public required IReadOnlyList<SigningTarget> Targets { get; init; }

    public string Path => $"/c/{Slug}";

    public bool AsksPostcode => Targets.Any(target => target.Area is not null);

    /// <summary>"Dana Whitlock, Northwind".</summary>
    public string TargetLine => Targets.Count == 0 ? Headline
        : Targets[0].Organisation is { } organisation && organisation != Targets[0].Name ? $"{Targets[0].Name}, {organisation}" : Targets[0].Name;

    /// <summary>The target whose own address this is, if any.</summary>
    public SigningTarget? TargetWith(byte[] emailKey) => Targets.FirstOrDefault(target => target.EmailKey?.AsSpan().SequenceEqual(emailKey) is true);

    public SigningAnswer SigningAt(DateTimeOffset now) => Campaign.SigningAt(now);
}

public sealed record SigningTarget(string Name, string? Organisation, string? Area, byte[]? EmailKey);
