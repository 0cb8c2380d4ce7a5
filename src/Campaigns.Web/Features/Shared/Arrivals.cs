using System.Collections.Concurrent;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>What brought a person to a campaign.</summary>
/// <param name="ShareLinkId">Set when they came by a share link of this campaign.</param>
/// <param name="Source">As in <c>reach_count.source</c>.</param>
/// <param name="Generation">0 without a share link.</param>
public sealed record Arrival(Guid? ShareLinkId, string Source, int Generation)
{
    public static readonly Arrival Direct = new(null, "", 0);
}

/// <summary>Reads what brought a person from the share code or the source that the page's address, and then its forms, carry. Nothing is kept in a cookie.</summary>
public sealed class Arrivals(IDbContextFactory<CampaignsDb> databases)
{
    private const int Most = 20_000, LongestSource = 60;
    private readonly ConcurrentDictionary<(Guid Campaign, string Code), Arrival> _known = new();

    /// <param name="via">A share code; a forged one, or one of another campaign, counts as none.</param>
    /// <param name="source">The <c>source</c> of an address that the organiser gave out, or of an embedding page.</param>
    public async ValueTask<Arrival> OfAsync(Guid campaignId, string? via, string? source, CancellationToken ct)
    {
        if (CodeIn(via) is { } code && await OfCodeAsync(campaignId, code, ct) is { } shared) return shared;
        return SourceIn(source) is { Length: > 0 } clean ? new Arrival(null, clean, 0) : Arrival.Direct;
    }

    private async ValueTask<Arrival?> OfCodeAsync(Guid campaignId, string code, CancellationToken ct)
    {
        if (_known.TryGetValue((campaignId, code), out var known)) return known;
        await using var db = await databases.CreateDbContextAsync(ct);
        var link = await db.ShareLinks.AsNoTracking().Where(l => l.Code == code && l.CampaignId == campaignId).Select(l => new { l.Id, l.Channel, l.Generation, l.IsTest }).SingleOrDefaultAsync(ct);
        if (link is null) return null;
        var arrival = new Arrival(link.Id, SourceOf(link.Channel), link.Generation);
        if (link.IsTest) return arrival; // its row goes away when test mode is turned off
        if (_known.Count >= Most) _known.Clear();
        return _known[(campaignId, code)] = arrival;
    }

    /// <returns><c>share-whatsapp</c>.</returns>
    public static string SourceOf(Channel channel) => $"share-{channel.ToString().ToLowerInvariant()}";

    /// <returns>Null for what cannot be a share code.</returns>
    public static string? CodeIn(string? via) => via is { Length: > 0 and <= 20 } && via.All(char.IsAsciiLetterOrDigit) ? via : null;

    /// <summary>Hands on what brought the reader to the next of our pages: none of it lies in a cookie.</summary>
    /// <returns>The path with a query, <c>?via=…&amp;source=…</c>, or without.</returns>
    public static string Carry(string path, string? via, string? source)
    {
        string[] query = [.. CodeIn(via) is { } code ? [$"via={code}"] : Array.Empty<string>(), .. SourceIn(source) is { Length: > 0 } clean ? [$"source={Uri.EscapeDataString(clean)}"] : Array.Empty<string>()];
        return query.Length == 0 ? path : $"{path}{(path.Contains('?') ? '&' : '?')}{string.Join('&', query)}";
    }

    /// <summary>Lower-case letters, digits and <c>- _ . :</c>, so that what strangers put into an address stays harmless in reports and files.</summary>
    public static string SourceIn(string? source)
    {
        var kept = string.Concat((source ?? "").ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':').Take(LongestSource));
        return kept.StartsWith("share-", StringComparison.Ordinal) ? "" : kept; // only a share link says that
    }
}
