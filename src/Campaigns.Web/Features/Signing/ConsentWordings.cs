using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Signing;

/// <summary>What people read when they answered about updates, and the hash by which every answer refers to it; the words themselves are kept for good.</summary>
public sealed class ConsentWordings(IDbContextFactory<CampaignsDb> databases, IStringLocalizer<Texts> texts, Organisation organisation, TimeProvider clock)
{
    private enum Asked { Updates, Withdrawal, Device }

    private readonly ConcurrentDictionary<(string Culture, Asked Asked, string Organisation), byte[]> _known = new();

    /// <returns>SHA-256 of the question and its answers in the current interface language.</returns>
    public ValueTask<byte[]> HashAsync(string language, CancellationToken ct) => HashAsync(language, Asked.Updates, ct);

    /// <returns>SHA-256 of what taking a signature back was said to do, in the current interface language.</returns>
    public ValueTask<byte[]> WithdrawalHashAsync(CancellationToken ct) => HashAsync(CultureInfo.CurrentUICulture.Name, Asked.Withdrawal, ct);

    /// <returns>SHA-256 of what remembering a device was said to do, in the current interface language.</returns>
    public ValueTask<byte[]> DeviceHashAsync(CancellationToken ct) => HashAsync(CultureInfo.CurrentUICulture.Name, Asked.Device, ct);

    private async ValueTask<byte[]> HashAsync(string language, Asked asked, CancellationToken ct)
    {
        // The words follow from the interface language and the organisation's name alone.
        var name = organisation.Now.Name;
        var key = (CultureInfo.CurrentUICulture.Name, asked, name);
        if (_known.TryGetValue(key, out var hash)) return hash;

        string words = asked switch
        {
            Asked.Withdrawal => texts["It takes the signature away and stops mail about this campaign."],
            Asked.Device => $"{texts["Remember me on this device"]}\n{texts["The next campaign then takes one press here, for a year. Do this only on a device of your own."]}",
            _ => $"{texts["Can {0} email you about this campaign?", name]}\n{texts["Yes, keep me posted"]}\n{texts["No, only the confirmation"]}",
        };
        hash = SHA256.HashData(Encoding.UTF8.GetBytes(words));
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.ConsentWordings.AnyAsync(w => w.Hash == hash, ct))
        {
            db.Add(new ConsentWording(hash, language, words, clock.GetUtcNow()));
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateException) when (db.ConsentWordings.Any(w => w.Hash == hash)) { } // another request was first
        }
        return _known[key] = hash;
    }
}
