using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Letters;

/// <summary>
/// Takes mail that the installation's own mail server hands in, whole, as the body of a post. The server signs time and body with
/// <c>Letters:IntakeSecret</c>; cookies mean nothing here.
/// </summary>
[PublicEndpoint, MachineEndpoint]
public sealed class MailHookController(ProveByCopy proveByCopy, IOptions<LettersOptions> options, TimeProvider clock) : Controller
{
    public const int MaxBytes = 1024 * 1024;
    /// <summary>A signature is good for this long, to either side: clocks differ.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    [HttpPost("hooks/mail/raw"), RequestSizeLimit(MaxBytes)]
    public async Task<IActionResult> Raw(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (options.Value.IntakeSecret is not { Length: > 0 } secret) return Say(StatusCodes.Status404NotFound, "no mail is taken here");
        // Before the body is read: most of what strangers send ends here.
        if (SignedAt() is not { } time || Signature() is not { } signature) return Say(StatusCodes.Status401Unauthorized, "bad signature");
        if (Request.ContentLength > MaxBytes || await ReadAsync(ct) is not { } body) return Say(StatusCodes.Status413PayloadTooLarge, "too large");
        if (!CryptographicOperations.FixedTimeEquals(Sign(secret, time, body), signature)) return Say(StatusCodes.Status401Unauthorized, "bad signature");

        return await proveByCopy.RunAsync(body, ct) ? NoContent() : Say(StatusCodes.Status200OK, "unmatched");
    }

    /// <summary>HMAC-SHA256 of the time in Unix seconds, a full stop and the message.</summary>
    internal static byte[] Sign(string secret, string time, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.ASCII.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(time + "."));
        hash.AppendData(message);
        return hash.GetHashAndReset();
    }

    private string? SignedAt()
    {
        var text = Request.Headers["X-Campaigns-Timestamp"].ToString();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs((double)seconds - clock.GetUtcNow().ToUnixTimeSeconds()) <= Window.TotalSeconds ? text : null;
    }

    private byte[]? Signature()
    {
        var text = Request.Headers["X-Campaigns-Signature"].ToString();
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
