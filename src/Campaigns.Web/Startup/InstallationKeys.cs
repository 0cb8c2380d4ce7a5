using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Operating;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Startup;

/// <summary>
/// What is derived from the installation's secret: the key by which a person is known, the tokens of mailed links, and the keys of limit counters.
/// Loaded once at the start, after the migrations.
/// </summary>
public sealed class InstallationKeys
{
    private byte[] _links = [], _limits = [];
    private EmailKeyMaker? _emails;

    public EmailKeyMaker Emails => _emails ?? throw new InvalidOperationException("The installation's keys are loaded when the program starts.");

    /// <summary>
    /// The token of a delivery's link: 128 bits, base64url, 22 characters. It is derived and not stored, so that a message can be
    /// rendered again with the same link while the database holds only the hash.
    /// </summary>
    public string LinkToken(Guid deliveryId, LinkPurpose purpose)
    {
        Span<byte> input = stackalloc byte[17], mac = stackalloc byte[32];
        deliveryId.TryWriteBytes(input);
        input[16] = (byte)purpose;
        HMACSHA256.HashData(_links, input, mac);
        return Base64Url.EncodeToString(mac[..16]);
    }

    /// <returns>SHA-256 of the token's text: the key of its <see cref="MailLink"/>.</returns>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <returns>16 bytes that stand for the thing counted; network addresses get another one each day.</returns>
    public byte[] LimitKey(string rule, string thing, DateOnly? day = null) =>
        HMACSHA256.HashData(_limits, Encoding.UTF8.GetBytes($"{rule}\n{thing}\n{day:yyyy-MM-dd}"))[..16];

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
        _links = Derive(secret, "links");
        _limits = Derive(secret, "limits");
        _emails = new EmailKeyMaker(Derive(secret, "emails"), rules);
    }

    private static byte[] Derive(byte[] secret, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(use));
}
