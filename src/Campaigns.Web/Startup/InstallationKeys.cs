using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Operating;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Startup;

/// <summary>
/// What is derived from the installation's secret: the key by which a person is known, the tokens of mailed links, the codes of share links, and the keys of limit counters.
/// Loaded once at the start, after the migrations.
/// </summary>
public sealed class InstallationKeys
{
    private readonly byte[][] _links = new byte[Enum.GetValues<LinkPurpose>().Length][];
    private byte[] _limits = [], _seals = [], _shares = [];
    private EmailKeyMaker? _emails;

    public EmailKeyMaker Emails => _emails ?? throw new InvalidOperationException("The installation's keys are loaded when the program starts.");

    /// <summary>
    /// The token of a delivery's link: 128 bits, base64url, 22 characters. It is the delivery's id, encrypted as one block of AES under a key
    /// for this purpose alone: unguessable without the key, the same whenever the message is rendered, and nothing of it is stored.
    /// </summary>
    public string LinkToken(Guid deliveryId, LinkPurpose purpose)
    {
        Span<byte> block = stackalloc byte[16];
        deliveryId.TryWriteBytes(block);
        using var aes = Aes.Create();
        aes.SetKey(_links[(int)purpose]);
        aes.EncryptEcb(block, block, PaddingMode.None);
        return Base64Url.EncodeToString(block);
    }

    /// <returns>The delivery whose link would carry this token, whether or not there is one; null when no link of ours looks like that.</returns>
    public Guid? DeliveryOf(string token, LinkPurpose purpose)
    {
        Span<byte> block = stackalloc byte[16];
        if (token.Length != 22 || Base64Url.DecodeFromChars(token, block, out _, out var length) is not OperationStatus.Done || length != block.Length) return null;
        if (Base64Url.EncodeToString(block) != token) return null; // another spelling of the same bits
        using var aes = Aes.Create();
        aes.SetKey(_links[(int)purpose]);
        aes.DecryptEcb(block, block, PaddingMode.None);
        return new Guid(block);
    }

    /// <summary>
    /// The same for the local part of an address: 26 lower-case letters and digits (base 32), since mail systems may change the case.
    /// </summary>
    public string AddressToken(Guid id, LinkPurpose purpose)
    {
        Span<byte> block = stackalloc byte[16];
        id.TryWriteBytes(block);
        using var aes = Aes.Create();
        aes.SetKey(_links[(int)purpose]);
        aes.EncryptEcb(block, block, PaddingMode.None);
        return AddressDigits.Write(block);
    }

    /// <returns>The id whose address would carry this token, whether or not there is one; null when no address of ours looks like that.</returns>
    public Guid? IdOfAddress(string token, LinkPurpose purpose)
    {
        Span<byte> block = stackalloc byte[16];
        if (!AddressDigits.TryRead(token, block)) return null;
        using var aes = Aes.Create();
        aes.SetKey(_links[(int)purpose]);
        aes.DecryptEcb(block, block, PaddingMode.None);
        return new Guid(block);
    }

    /// <returns>Stands for the thing counted under a rule; network addresses get another one each day.</returns>
    public Guid LimitKey(string rule, string thing, DateOnly? day = null) =>
        new(HMACSHA256.HashData(_limits, Encoding.UTF8.GetBytes($"{rule}\n{thing}\n{day:yyyy-MM-dd}")).AsSpan(0, 16));

    /// <param name="day">Days since 1970.</param>
    /// <returns>32 bytes: the key of <see cref="Seal"/> on one day.</returns>
    public byte[] SealKey(int day) => Derive(_seals, $"{day}");

    /// <returns>8 bytes, from which the code of a share link is written.</returns>
    public byte[] ShareCode(ReadOnlySpan<byte> carried) => HMACSHA256.HashData(_shares, carried)[..8];

    public async Task LoadAsync(CampaignsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var stored = await db.InstallationSecrets.AsNoTracking().SingleOrDefaultAsync(secret => secret.Name == "main", ct);
        if (stored is null)
        {
            db.Add(new InstallationSecret("main", RandomNumberGenerator.GetBytes(32), now));
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateException) { db.ChangeTracker.Clear(); } // another node made it first; its secret holds
            stored = await db.InstallationSecrets.AsNoTracking().SingleAsync(secret => secret.Name == "main", ct);
        }

        Use(stored.Value, await db.EmailDomainRules.AsNoTracking().ToListAsync(ct));
    }

    internal void Use(byte[] secret, IEnumerable<EmailDomainRule> rules)
    {
        foreach (var purpose in Enum.GetValues<LinkPurpose>()) _links[(int)purpose] = Derive(secret, $"links/{purpose}");
        _limits = Derive(secret, "limits");
        _seals = Derive(secret, "seals");
        _shares = Derive(secret, "shares");
        _emails = new EmailKeyMaker(Derive(secret, "emails"), rules);
    }

    private static byte[] Derive(byte[] secret, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(use));
}
