using System.Collections.Concurrent;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Shared;

/// <summary>All that a share link carries.</summary>
/// <param name="Language">Of the campaign's text that it leads to.</param>
/// <param name="SignatureId">Who shares; null for a visitor who has not signed.</param>
/// <param name="MessageId">The variant that goes with it; null for none.</param>
/// <param name="Arrival">What brought the sharer: the link is one generation younger.</param>
public sealed record ShareOrigin(Guid CampaignId, string Language, Channel Channel, Guid? SignatureId, Guid? MessageId, Arrival Arrival, bool IsTest)
{
    /// <summary>Of whoever comes by the link.</summary>
    public int Generation => Math.Min(Arrival.Generation + 1, ShareLink.DeepestGeneration);
}

/// <summary>
/// Makes share links. A code follows from what it carries, so a page can show it without a write, and the same share has always the same one;
/// its row is written when somebody really may use it.
/// </summary>
public sealed class ShareLinks(IDbContextFactory<CampaignsDb> databases, InstallationKeys keys, IOptions<SiteOptions> site, TimeProvider clock)
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Length = 10, MostKnown = 50_000;
    private readonly ConcurrentDictionary<string, bool> _kept = new();

    /// <returns>10 characters of base 62.</returns>
    public string CodeOf(ShareOrigin origin)
    {
        var number = BitConverter.ToUInt64(keys.ShareCode(Encoding.UTF8.GetBytes(
            $"{origin.CampaignId}\n{origin.Language}\n{origin.Channel}\n{origin.SignatureId}\n{origin.MessageId}\n{origin.Arrival.ShareLinkId}\n{origin.IsTest}")));
        return string.Create(Length, number, static (code, left) =>
        {
            for (var at = 0; at < code.Length; at++, left /= 62) code[at] = Digits[(int)(left % 62)];
        });
    }

    public string UrlOf(string code) => $"{site.Value.Url}/go/{code}";

    /// <summary>This process has written the link down, so nothing more is written when it is shared again.</summary>
    public bool IsKept(ShareOrigin origin) => _kept.ContainsKey(CodeOf(origin));

    /// <summary>Writes the link down, unless it has been before. Call it when a share starts, or when a person is shown their own link.</summary>
    public async Task KeepAsync(ShareOrigin origin, CancellationToken ct)
    {
        var code = CodeOf(origin);
        if (_kept.ContainsKey(code)) return;

        var now = clock.GetUtcNow();
        var at = now.UtcDateTime;
        var (id, channel) = (Guid.CreateVersion7(now), origin.Channel.ToString());
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO share_link (id, code, campaign_id, language, channel, signature_id, message_id, parent_id, generation, is_test, created_at)
            VALUES ({id}, {code}, {origin.CampaignId}, {origin.Language}, {channel}, {origin.SignatureId}, {origin.MessageId}, {origin.Arrival.ShareLinkId}, {origin.Generation}, {origin.IsTest}, {at})
            ON CONFLICT (code) DO NOTHING
            """, ct);
        if (origin.IsTest) return; // its row goes away when the campaign goes live
        if (_kept.Count >= MostKnown) _kept.Clear();
        _kept[code] = true;
    }
}
