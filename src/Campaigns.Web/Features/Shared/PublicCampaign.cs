using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;

namespace Campaigns.Web.Features.Shared;

/// <summary>What the public pages need to know of a campaign in one language; at most two seconds old.</summary>
public sealed record PublicCampaign
{
    public required Campaign Campaign { get; init; }
    public required string Slug { get; init; }
    public required string Language { get; init; }
    public required string Headline { get; init; }
    public required Guid TextVersionId { get; init; }
    public required string? WhatHappensNext { get; init; }
    /// <summary>Targets in order; an address of theirs may not sign.</summary>
    public required IReadOnlyList<PublicTarget> Targets { get; init; }

    /// <returns>Null for a number that none has, or has no more.</returns>
    public PublicTarget? TargetOf(int number) => Targets.FirstOrDefault(target => target.Number == number);

    public string Path => $"/c/{Slug}";

    public bool AsksPostcode => Campaign.TargetChoice is TargetChoice.ByArea;

    /// <summary>Whether a target's area could hold a postcode of that country. Where none can, the postcode may stay empty: not every country has them.</summary>
    /// <param name="country">ISO 3166 alpha-2; empty when none was chosen yet.</param>
    public bool NeedsPostcode(string country) => AsksPostcode
        && Targets.Any(target => !string.IsNullOrWhiteSpace(target.Area) && (country.Length == 0 || string.IsNullOrWhiteSpace(target.Country) || target.Country.Equals(country, StringComparison.OrdinalIgnoreCase)));

    /// <summary>"Dana Whitlock, Northwind".</summary>
    public string TargetLine => Targets.Count == 0 ? Headline
        : Targets[0].Organisation is { } organisation && organisation != Targets[0].Name ? $"{Targets[0].Name}, {organisation}" : Targets[0].Name;

    /// <summary>The target whose own address this is, if any.</summary>
    public PublicTarget? TargetWith(byte[] emailKey) => Targets.FirstOrDefault(target => target.EmailKey?.AsSpan().SequenceEqual(emailKey) is true);

    public SigningAnswer SigningAt(DateTimeOffset now) => Campaign.SigningAt(now);
}

/// <param name="Number">What forms and addresses call it: see <see cref="Target.Number"/>.</param>
/// <param name="Role">In the language of the page.</param>
/// <param name="EmailKey">32 bytes; null for a target without an address.</param>
public sealed record PublicTarget(
    Guid Id, int Number, string Name, string? Role, string? Organisation, string? Salutation, string? XHandle, string? FacebookUrl,
    string? Country, string? Area, string? Language, TargetMail Mail, byte[]? EmailKey)
{
    public bool TakesMail => EmailKey is not null && Mail is TargetMail.Ok;
}
