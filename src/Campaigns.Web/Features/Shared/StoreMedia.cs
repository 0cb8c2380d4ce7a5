using System.Globalization;
using System.Security.Cryptography;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Media;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>Keeps an uploaded file in the database, where every node finds it. The same file twice in one campaign is kept once.</summary>
public sealed class StoreMedia(IDbContextFactory<CampaignsDb> databases, TimeProvider clock)
{
    /// <summary>Of one campaign, about 200 MB at the usual sizes.</summary>
    public const int MostFiles = 300;

    /// <param name="campaignId">Null for what belongs to the installation; whoever replaces that deletes it.</param>
    /// <returns>The file, or a sentence for its field: a key of interface texts.</returns>
    public async Task<(MediaFile? File, string? Problem)> RunAsync(IFormFile posted, UploadKind takes, Guid? campaignId, HttpContext context, CancellationToken ct)
    {
        var (clean, problem) = await ReadUpload.RunAsync(posted, takes, ct);
        return clean is null ? (null, problem) : await RunAsync(clean, campaignId, context, ct);
    }

    public async Task<(MediaFile? File, string? Problem)> RunAsync(CleanFile clean, Guid? campaignId, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hash = Convert.ToHexStringLower(SHA256.HashData(clean.Bytes));
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.MediaFiles.FirstOrDefaultAsync(f => f.CampaignId == campaignId && f.Sha256 == hash, ct) is { } known)
        {
            known.UploadAgain(now); // or it might be purged before the form that names it is saved
            await db.SaveChangesAsync(ct);
            return (known, null);
        }
        if (campaignId is not null && await db.MediaFiles.CountAsync(f => f.CampaignId == campaignId, ct) >= MostFiles)
            return (null, "The campaign holds 300 files, and no more fit. Those that nothing shows are deleted after a week");

        var file = new MediaFile(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), clean, hash, campaignId, context.User.StaffId(), now);
        db.AddRange(file, new MediaContent(file.Id, clean.Bytes));
        db.Add(new AuditEntry(context.User.StaffId(), "media.uploaded", campaignId?.ToString() ?? "site", null,
            string.Create(CultureInfo.InvariantCulture, $"{clean.ContentType} {clean.Bytes.Length}"), context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        return (file, null);
    }
}
