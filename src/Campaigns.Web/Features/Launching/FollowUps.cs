using Campaigns.Core;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Launching;

/// <summary>Where an archived campaign may lead on: to a page of ours or of others, but never back to itself.</summary>
public sealed class FollowUps(CampaignsDb db, IOptions<SiteOptions> site, IStringLocalizer<Texts> texts)
{
    private const int MostSteps = 50;

    /// <returns>Null when it may; else a sentence for the field.</returns>
    public async Task<string?> ProblemAsync(Guid campaignId, string? link, bool redirects, CancellationToken ct)
    {
        if (link is null) return redirects ? texts["Enter the address to which the page shall lead"].Value : null;
        if (link.Length > StateForm.MostLink) return texts["Shorten the address to {0} characters", StateForm.MostLink.ToString("N0")].Value;
        if (!TextRules.IsOneLine(link) || !Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || !(uri.Scheme == Uri.UriSchemeHttps || IsOurs(uri)))
            return texts["Enter a full address that starts with https://"].Value;
        // A share link leads to whatever its campaign leads to by then.
        if (IsOurs(uri) && uri.AbsolutePath.StartsWith("/go/", StringComparison.OrdinalIgnoreCase)) return texts["This is a share link. Enter the address of the campaign itself"].Value;

        var seen = new HashSet<Guid>();
        var next = await CampaignAtAsync(uri, ct);
        if (next?.Id == campaignId) return texts["This is the address of this very campaign. Choose another page"].Value;
        if (!redirects) return null;
        var first = next;
        for (var steps = 0; next is not null && steps < MostSteps && seen.Add(next.Id); steps++)
        {
            if (next is not { Status: CampaignStatus.Archived, FollowUpRedirects: true, FollowUpUrl: { } on } || !Uri.TryCreate(on, UriKind.Absolute, out var further)) return null;
            next = await CampaignAtAsync(further, ct);
            if (next?.Id == campaignId) return texts["“{0}” leads back to this campaign, so nobody would arrive anywhere. Choose another page", await HeadlineAsync(first!.Id, ct) ?? ""].Value;
        }
        return null;
    }

    private bool IsOurs(Uri uri) => Uri.TryCreate(site.Value.Url, UriKind.Absolute, out var own) && own.Scheme == uri.Scheme && own.Port == uri.Port && own.IdnHost.Equals(uri.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>The campaign of ours that stands at an address, by its slug or one it had before.</summary>
    private async Task<Campaign?> CampaignAtAsync(Uri uri, CancellationToken ct)
    {
        var own = new Uri(site.Value.Url);
        // A redirect from http to https is none of ours to see; the host decides.
        if (!own.IdnHost.Equals(uri.IdnHost, StringComparison.OrdinalIgnoreCase) || Uri.UnescapeDataString(uri.AbsolutePath).Trim('/').Split('/') is not [var start, var slug, ..] || !start.Equals("c", StringComparison.OrdinalIgnoreCase)) return null;
        slug = slug.ToLowerInvariant();
        var text = await db.CampaignTexts.Where(t => t.Slug == slug).Select(t => (Guid?)t.CampaignId).SingleOrDefaultAsync(ct)
            ?? await db.FormerSlugs.Where(f => f.Slug == slug).Join(db.CampaignTexts, f => f.CampaignTextId, t => t.Id, (f, t) => (Guid?)t.CampaignId).SingleOrDefaultAsync(ct);
        return text is null ? null : await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == text, ct);
    }

    private Task<string?> HeadlineAsync(Guid id, CancellationToken ct) => (
        from text in db.CampaignTexts
        where text.CampaignId == id
        orderby text.IsOriginal descending
        from version in db.TextVersions.Where(v => v.CampaignTextId == text.Id).OrderByDescending(v => v.Number).Take(1)
        select version.Headline).FirstOrDefaultAsync(ct)!;
}
