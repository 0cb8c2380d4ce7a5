using System.Globalization;
using System.Text;
using Campaigns.Core;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Shared;

/// <summary>What we put under a letter that our server sends: its sender's name and place, and who sends it for them. The page on which it is written shows the same.</summary>
public sealed class LetterEnding(IDbContextFactory<CampaignsDb> databases, IStringLocalizer<Texts> t, Organisation organisation, IOptions<SiteOptions> site)
{
    /// <summary>Under the letter that this browser's person is about to write.</summary>
    public async Task<string> ForAsync(PublicCampaign campaign, SupporterAct act, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // The name may have been changed since: whoever proved the mailbox sees that, and nobody who only typed the address.
        var row = !act.IsConfirmed ? null : await db.Signatures.Where(s => s.Id == act.SignatureId).Select(s => new { s.Name, s.Email, s.Country, s.Postcode }).SingleOrDefaultAsync(ct);
        var typed = act.Details;
        return row is null ? Of(typed.Name, typed.Email, typed.Country, typed.Postcode, campaign.Headline, campaign.Slug) : Of(row.Name, row.Email, row.Country, row.Postcode, campaign.Headline, campaign.Slug);
    }

    /// <param name="country">ISO 3166 alpha-2.</param>
    /// <returns>In the current interface language, with a line feed at the end of each line.</returns>
    public string Of(string name, string email, string country, string? postcode, string headline, string slug)
    {
        var place = Countries.NameOf(country, CultureInfo.CurrentUICulture);
        var text = new StringBuilder(500);
        text.Append(name).Append('\n');
        text.Append(postcode is { Length: > 0 } ? $"{postcode}, {place}" : place).Append("\n\n");
        text.Append("-- \n"); // the mark of a signature: mail programs fold what follows
        text.Append(t["Sent by {0} for {1}, who confirmed this address: {2}", organisation.Now.Name, name, email].Value).Append('\n');
        text.Append(t["An answer goes straight to {0}.", name].Value).Append('\n');
        text.Append(headline).Append('\n').Append($"{site.Value.Url}/c/{slug}").Append('\n');
        return text.ToString();
    }
}
