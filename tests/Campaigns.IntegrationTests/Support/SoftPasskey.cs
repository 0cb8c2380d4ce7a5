using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Campaigns.IntegrationTests.Support;

/// <summary>An authenticator of a test's own (ES256, attestation "none"): answers what a server asks as a browser would post it, and can be told to lie.</summary>
public sealed class SoftPasskey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);
    public string Origin { get; set; } = CampaignsApp.PublicUrl;
    public bool LooksAtWhoHolds { get; set; } = true;
    /// <summary>Whose passkey it says it is; taken from the options when it is made.</summary>
    public string UserHandle { get; set; } = "";

    /// <param name="options">What <c>navigator.credentials.create()</c> would be given.</param>
    public string Make(string options)
    {
        using var asked = JsonDocument.Parse(options);
        UserHandle = asked.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var rp = asked.RootElement.GetProperty("rp").GetProperty("id").GetString()!;
        var point = _key.ExportParameters(false).Q;
        // COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        byte[] cose = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Head(rp, 0x40), .. new byte[16], (byte)(Id.Length >> 8), (byte)Id.Length, .. Id, .. cose];
        // {"fmt": "none", "attStmt": {}, "authData": data}
        byte[] attestation = [0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xa0, 0x68, .. "authData"u8, 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        return Answer(new { clientDataJSON = Base64Url.EncodeToString(Client("webauthn.create", asked)), attestationObject = Base64Url.EncodeToString(attestation), transports = new[] { "internal" } });
    }

    /// <param name="options">What <c>navigator.credentials.get()</c> would be given.</param>
    public string Use(string options)
    {
        using var asked = JsonDocument.Parse(options);
        var client = Client("webauthn.get", asked);
        var data = Head(asked.RootElement.GetProperty("rpId").GetString()!, 0);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new { clientDataJSON = Base64Url.EncodeToString(client), authenticatorData = Base64Url.EncodeToString(data), signature = Base64Url.EncodeToString(signature), userHandle = UserHandle });
    }

    public void Dispose() => _key.Dispose();

    private byte[] Head(string rp, byte flags)
    {
        // The counter stays 0, as it does for passkeys that lie in a keychain: it tells nothing of an answer that is sent again.
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(rp)), (byte)(flags | 0x01 | (LooksAtWhoHolds ? 0x04 : 0)), .. new byte[4]];
    }

    private byte[] Client(string type, JsonDocument asked) => JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = asked.RootElement.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = false });

    private string Answer(object response) =>
        JsonSerializer.Serialize(new { id = Base64Url.EncodeToString(Id), rawId = Base64Url.EncodeToString(Id), type = "public-key", authenticatorAttachment = "platform", clientExtensionResults = new { }, response });
}
