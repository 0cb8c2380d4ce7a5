using Campaigns.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Campaigns.Web.Features.Media;

/// <param name="Hash">Of the bytes: 64 hexadecimal digits.</param>
public sealed record CachedMedia(string ContentType, string Hash, byte[] Bytes);

/// <summary>The files that are asked for now stay in memory: a campaign that is shared widely shows one picture to everybody at once.</summary>
public sealed class MediaCache(IDbContextFactory<CampaignsDb> databases) : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;
    /// <summary>So that a deleted file is gone soon.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _files = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <returns>Null when there is no such file.</returns>
    public async Task<CachedMedia?> FindAsync(string name, CancellationToken ct)
    {
        if (_files.TryGetValue(name, out CachedMedia? kept)) return kept;
        await using var db = await databases.CreateDbContextAsync(ct);
        var file = await (from media in db.MediaFiles
                          where media.Name == name
                          join content in db.MediaContents on media.Id equals content.MediaFileId
                          select new CachedMedia(media.ContentType, media.Sha256, content.Bytes)).SingleOrDefaultAsync(ct);
        if (file is not null) _files.Set(name, file, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Kept, Size = file.Bytes.Length });
        return file;
    }

    public void Dispose() => _files.Dispose();
}
