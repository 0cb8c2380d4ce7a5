using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Signing;

/// <summary>"Remember me on this device": a consent like any other, and the cookie that refers to it.</summary>
public sealed class RememberDevice(IDbContextFactory<CampaignsDb> databases, ConsentWordings wordings, KnownSupporters known, TimeProvider clock)
{
    /// <param name="act">Of a browser that pressed the button in the mail; nobody else is remembered.</param>
    /// <param name="page">Path of the page on which it was asked.</param>
    /// <returns>False where there is nothing to remember: not proved, taken back, erased, or a test.</returns>
    public async Task<bool> RunAsync(HttpContext http, SupporterAct act, string page, CancellationToken ct)
    {
        if (act is not { IsConfirmed: true, IsRecognised: false }) return false;
        if (await known.OfAsync(http.Request, ct) is { } person && person.SignatureId == act.SignatureId) return true; // pressed twice
        var wording = await wordings.DeviceHashAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Signatures.AnyAsync(s => s.Id == act.SignatureId && s.State == SignatureState.Confirmed && s.ErasedAt == null && !s.IsTest, ct)) return false;
        var consent = new Consent(act.SignatureId, ConsentPurpose.Device, isGranted: true, wording, page, clock.GetUtcNow());
        db.Add(consent);
        await db.SaveChangesAsync(ct);
        known.Write(http, act.SignatureId, consent.Id);
        return true;
    }
}

/// <summary>"Forget this device": no cookie of this person means anything any more, on whatever device it lies, copies included.</summary>
public sealed class ForgetDevices(IDbContextFactory<CampaignsDb> databases, ConsentWordings wordings, TimeProvider clock)
{
    /// <param name="emailKey">32 bytes.</param>
    /// <param name="page">Path of the page on which it was asked, without a secret.</param>
    public async Task RunAsync(byte[] emailKey, string page, CancellationToken ct)
    {
        var wording = await wordings.DeviceHashAsync(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var signature in await RememberedUnderAsync(db, emailKey, ct)) db.Add(new Consent(signature, ConsentPurpose.Device, isGranted: false, wording, page, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }

    /// <returns>Signatures of the person under which a device may still be remembered.</returns>
    public static async Task<List<Guid>> RememberedUnderAsync(CampaignsDb db, byte[] emailKey, CancellationToken ct)
    {
        var ids = await (await PersonRows.SignaturesAsync(db, emailKey, ct)).Select(s => s.Id).ToListAsync(ct);
        var given = await db.Consents.AsNoTracking().Where(c => ids.Contains(c.SignatureId) && c.Purpose == ConsentPurpose.Device).Select(c => new { c.SignatureId, c.IsGranted, c.At }).ToListAsync(ct);
        return [.. given.GroupBy(c => c.SignatureId).Where(each => each.OrderBy(c => c.At).ThenBy(c => !c.IsGranted).Last().IsGranted).Select(each => each.Key)];
    }
}
