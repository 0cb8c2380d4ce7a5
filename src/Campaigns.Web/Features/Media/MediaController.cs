using Campaigns.Core.Media;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Campaigns.Web.Features.Media;

/// <summary>
/// Uploaded files. A name stands for one content for ever, so browsers keep it; it cannot be guessed, so what no page shows yet is as good as private.
/// Whatever a file may hold, it runs nothing: its type is fixed, and it is opened in a sandbox or saved.
/// </summary>
[PublicEndpoint]
public sealed class MediaController(MediaCache files) : Controller
{
    private const string ContentSecurityPolicy = "default-src 'none'; sandbox";

    [HttpGet("/media/{name}")]
    public async Task<IActionResult> File(string name, CancellationToken ct)
    {
        if (MediaName.In(MediaName.Folder + name) is null || await files.FindAsync(name, ct) is not { } file) return NotFound();
        Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        // Pictures are shown where they stand; a document is saved under its name.
        var saved = name.EndsWith(".pdf", StringComparison.Ordinal) ? name : null;
        return File(file.Bytes, file.ContentType, saved, lastModified: null, new EntityTagHeaderValue($"\"{file.Hash[..16]}\""), enableRangeProcessing: true);
    }
}
