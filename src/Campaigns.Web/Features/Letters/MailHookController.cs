using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Letters;

/// <summary>
/// Takes mail that the installation's own mail server hands in, whole, as the body of a post. The server signs the time and the body's digest
/// with <c>Letters:IntakeSecret</c>, so that a stranger is known by the headers and nothing of what they send is read; cookies mean nothing here.
/// </summary>
[PublicEndpoint, MachineEndpoint]
public sealed class MailHookController(ProveByCopy proveByCopy, MailHookPlaces places, IOptions<LettersOptions> options, TimeProvider clock) : Controller
{
    public const int MaxBytes = 1024 * 1024;
    public const string TimestampHeader = "X-Campaigns-Timestamp", DigestHeader = "X-Campaigns-Digest", SignatureHeader = "X-Campaigns-Signature";

    /// <summary>A signature is good for this long, to either side: clocks differ.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private const int RetrySeconds = 5;

    [HttpPost("hooks/mail/raw"), RequestSizeLimit(MaxBytes)]
    public async Task<IActionResult> Raw(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (options.Value.IntakeSecret is not { Length: > 0 } secret) return Say(StatusCodes.Status404NotFound, "no mail is taken here");
        if (SignedAt() is not { } time || Hash(DigestHeader) is not { } digest || Hash(SignatureHeader) is not { } signature
            || !CryptographicOperations.FixedTimeEquals(Sign(secret, time, digest), signature)) return Say(StatusCodes.Status401Unauthorized, "bad signature");
        if (Request.ContentLength > MaxBytes) return Say(StatusCodes.Status413PayloadTooLarge, "too large");

        using var place = places.TryTake();
        if (place is null)
        {
            Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
            return Say(StatusCodes.Status503ServiceUnavailable, "too many at once");
        }
        if (await ReadAsync(ct) is not { } body) return Say(StatusCodes.Status413PayloadTooLarge, "too large");
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(body), digest)) return Say(StatusCodes.Status401Unauthorized, "another body than was signed");

        return await proveByCopy.RunAsync(body, ct) ? NoContent() : Say(StatusCodes.Status200OK, "unmatched");
    }

    /// <summary>HMAC-SHA256 of the time in Unix seconds, a full stop and the SHA-256 of the message in lower-case hexadecimal.</summary>
    internal static byte[] Sign(string secret, string time, ReadOnlySpan<byte> digest) =>
        HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes($"{time}.{Convert.ToHexStringLower(digest)}"));

    private string? SignedAt()
    {
        var text = Request.Headers[TimestampHeader].ToString();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs((double)seconds - clock.GetUtcNow().ToUnixTimeSeconds()) <= Window.TotalSeconds ? text : null;
    }

    /// <returns>The 32 bytes of <c>sha256=…</c>; null for anything else.</returns>
    private byte[]? Hash(string header)
    {
        var text = Request.Headers[header].ToString();
        return text.Length == 71 && text.StartsWith("sha256=", StringComparison.Ordinal) && text.AsSpan(7).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0 ? Convert.FromHexString(text.AsSpan(7)) : null;
    }

    /// <returns>Null when there is too much of it.</returns>
    private async Task<byte[]?> ReadAsync(CancellationToken ct)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await Request.Body.ReadAsync(buffer, ct)) > 0;)
            {
                if (body.Length + read > MaxBytes) return null;
                body.Write(buffer, 0, read);
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode is StatusCodes.Status413PayloadTooLarge) { return null; }
        return body.ToArray();
    }

    private static ContentResult Say(int status, string words) => new() { StatusCode = status, Content = words, ContentType = "text/plain; charset=utf-8" };
}
