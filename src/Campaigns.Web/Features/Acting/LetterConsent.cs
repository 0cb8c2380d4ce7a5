using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Acting;

/// <summary>The fixed words above "Send my email", and the hash by which each consent refers to them; the words are kept for good.</summary>
public sealed class LetterConsent(IDbContextFactory<CampaignsDb> databases, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    /// <param name="receivers">As the page names them.</param>
    public string WordsOf(string receivers) => texts["{0} will see your name and email address and may publish them", receivers];

    /// <returns>SHA-256 of the words in the current interface language.</returns>
    public async Task<byte[]> HashAsync(string receivers, string language, CancellationToken ct)
    {
        var words = WordsOf(receivers);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(words));
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.ConsentWordings.AnyAsync(w => w.Hash == hash, ct)) return hash;
        db.Add(new ConsentWording(hash, language, words, clock.GetUtcNow()));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) when (db.ConsentWordings.Any(w => w.Hash == hash)) { } // another request was first
        return hash;
    }
}
