using System.Globalization;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Reporting;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Editing;

/// <summary>A draft with a headline, owned by whoever made it.</summary>
public sealed class CreateCampaign(IDbContextFactory<CampaignsDb> databases, Organisation organisation, TimeProvider clock)
{
    /// <returns>Its id.</returns>
    public async Task<Guid> RunAsync(NewCampaignForm form, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var campaign = new Campaign(organisation.Now.TimeZone, now);
        campaign.GiveTo(context.User.StaffId(), now);
        var text = new CampaignText(campaign.Id, form.Language!, await FreeSlugAsync(db, form.Headline!, ct), now) { IsOriginal = true };
        var headline = form.Headline!.Trim();
        var version = new TextVersion(text.Id, 1, headline, "", "", TextChange.First, null, now);
        db.AddRange(campaign, text, version, new CampaignCount(campaign.Id, now));
        db.Add(new AuditEntry(context.User.StaffId(), "campaign.created", campaign.Id.ToString(), null, null, context.AuditNetwork(), now));
        await db.SaveChangesAsync(ct);
        return campaign.Id;
    }

    /// <summary>An address from the headline's own words; a few digits more where it is taken or no letter of it fits an address.</summary>
    public static async Task<string> FreeSlugAsync(CampaignsDb db, string headline, CancellationToken ct)
    {
        var wish = SlugOf(headline);
        var slug = wish;
        while (slug.Length < 3 || await db.CampaignTexts.AnyAsync(t => t.Slug == slug, ct) || await db.FormerSlugs.AnyAsync(f => f.Slug == slug, ct))
            slug = $"{(wish.Length < 3 ? "campaign" : wish)}-{Random.Shared.Next(1000, 10_000)}";
        return slug;
    }

    /// <returns>Lower case words of a to z and digits with hyphens, 60 characters at most: "Économie d’eau" is <c>economie-d-eau</c>.</returns>
    public static string SlugOf(string headline)
    {
        var slug = new StringBuilder();
        foreach (var c in headline.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark) continue;
            else if (slug.Length > 0 && slug[^1] is not '-') slug.Append('-');
        }
        var words = slug.ToString().Trim('-');
        if (words.Length <= 60) return words;
        var end = words.LastIndexOf('-', 60);
        return words[..(end > 20 ? end : 60)].Trim('-');
    }
}
