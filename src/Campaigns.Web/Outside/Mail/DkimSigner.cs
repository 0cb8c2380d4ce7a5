using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// Signs messages by RFC 6376 with RSA-SHA256, relaxed/relaxed. The key is read once; each thread that signs at the
/// same time gets its own handle, since one handle would make them wait for each other.
/// </summary>
public sealed class DkimSigner : IDisposable
{
    /// <summary>Signed when present. From is listed once more than it occurs, so that no second one can be added.</summary>
    private static readonly string[] Covered =
    [
        "from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type",
        "list-unsubscribe", "list-unsubscribe-post", "list-id",
    ];

    private const int MinKeyBits = 1024; // RFC 8301 3.2: verifiers treat shorter ones as no signature

    private readonly string _domain;
    private readonly string _selector;
    private readonly TimeProvider _time;
    private readonly RSAParameters _key;
    private readonly ConcurrentBag<RSA> _handles = [];

    /// <param name="pem">RSA private key, PKCS#1 or PKCS#8, not encrypted.</param>
    /// <exception cref="ArgumentException">Not such a key, or shorter than 1,024 bits.</exception>
    /// <exception cref="CryptographicException">The key is damaged.</exception>
    public DkimSigner(string domain, string selector, string pem, TimeProvider time)
    {
        _domain = MailAddressSyntax.ToWire("d@" + domain)?[2..] ?? throw new ArgumentException("The domain cannot sign.", nameof(domain));
        _selector = selector;
        _time = time;
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        if (rsa.KeySize < MinKeyBits)
            throw new ArgumentException($"The key has {rsa.KeySize} bits; use 2,048.", nameof(pem));
        _key = rsa.ExportParameters(includePrivateParameters: true);
        _handles.Add(rsa);
    }

    /// <summary>Says, as the rest of a sentence after the setting's name, why a key file cannot be used; null when it can.</summary>
    public static string? FaultOf(string keyFile)
    {
        try
        {
            using var signer = new DkimSigner("example.org", "s", File.ReadAllText(keyFile), TimeProvider.System);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "cannot be read. Check the path and who may read it.";
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return "does not hold an RSA private key of at least 1,024 bits in PEM. Make one with: openssl genrsa -out dkim.pem 2048";
        }
    }

    /// <returns>The message with a <c>DKIM-Signature</c> header before it.</returns>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var split = message.IndexOf("\r\n\r\n"u8);
        var headers = split < 0 ? message : message[..(split + 2)];
        var body = split < 0 ? default : message[(split + 4)..];

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using (var canonical = new MailBuffer(body.Length + 2))
        {
            DkimCanonical.WriteBody(canonical, body);
            SHA256.HashData(canonical.Written, hash);
        }

        using var signed = new MailBuffer(2048);
        var names = DkimCanonical.WriteHeaders(signed, headers, Covered);
        var signature = string.Concat(
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=", _domain, ";\r\n s=", _selector,
            $"; t={_time.GetUtcNow().ToUnixTimeSeconds()};\r\n h={FoldNames(names)};\r\n bh={Convert.ToBase64String(hash)};\r\n b=");
        DkimCanonical.WriteHeader(signed, Encoding.ASCII.GetBytes(signature), endLine: false);

        var value = Convert.ToBase64String(SignHash(signed.Written));
        using var result = new MailBuffer(message.Length + 1024);
        result.Write(signature);
        for (var i = 0; i < value.Length; i += 72)
        {
            if (i > 0)
                result.Write("\r\n "u8);
            result.Write(value.AsSpan(i, Math.Min(72, value.Length - i)));
        }
        result.Write("\r\n"u8);
        result.Write(message);
        return result.Written.ToArray();
    }

    public void Dispose()
    {
        while (_handles.TryTake(out var handle))
            handle.Dispose();
    }

    private byte[] SignHash(ReadOnlySpan<byte> canonical)
    {
        if (!_handles.TryTake(out var handle))
            handle = RSA.Create(_key);
        try
        {
            return handle.SignData(canonical, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            _handles.Add(handle);
        }
    }

    private static string FoldNames(List<string> names)
    {
        var text = new StringBuilder("from"); // the extra one
        var column = " h=from".Length;
        foreach (var name in names)
        {
            text.Append(':');
            if (column + 1 + name.Length > 74)
            {
                text.Append("\r\n  ");
                column = 2;
            }
            text.Append(name);
            column += 1 + name.Length;
        }
        return text.ToString();
    }
}
