using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Content;
using Campaigns.Core.Limits;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Mistakes;

/// <summary>Keeps a report and tells, at most once an hour for each campaign, those who work on it; one commit.</summary>
public sealed class ReportMistake(CampaignsDb db, Limits limits, AccountMail mails, InstallationKeys keys, IJobHost jobs, TimeProvider clock)
{
    /// <param name="form">Without problems.</param>
    public async Task RunAsync(PublicCampaign campaign, Guid textId, MistakeForm form, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var report = new MistakeReport(campaign.Campaign.Id, textId, form.CleanText, now)
        {
            ClaimKey = form.Place is { } claim && claim.StartsWith(MistakePlace.Claim, StringComparison.Ordinal) ? claim[MistakePlace.Claim.Length..] : null,
            SourceId = form.Place is { } source && source.StartsWith(MistakePlace.Source, StringComparison.Ordinal) && Guid.TryParse(source[MistakePlace.Source.Length..], out var id) ? id : null,
            Link = form.CleanLink,
        };
        db.Add(report.From(form.CleanName, form.CleanEmail, form.CleanEmail is { } email ? keys.Emails.KeyOf(email) : null));
        var tells = await limits.TakeAsync(LimitNames.MistakeMails, campaign.Campaign.Id.ToString(), ct, isAddress: false) is null;
        if (tells)
            foreach (var colleague in await ColleaguesAsync(campaign.Campaign, ct)) mails.Add(db, colleague, AccountMail.Mistake, now, campaign.Campaign.Id);
        await db.SaveChangesAsync(ct);
        if (tells) jobs.Nudge<DrainDeliveries>();
    }

    /// <summary>The owner and those it is shared with; administrators where there is none of them.</summary>
    private async Task<List<StaffUser>> ColleaguesAsync(Campaign campaign, CancellationToken ct)
    {
        var works = db.Users.Where(user => user.PasswordHash != null && user.DeactivatedAt == null);
        var theirs = await works.Where(user => user.Id == campaign.OwnerId || db.CampaignShares.Any(share => share.CampaignId == campaign.Id && share.StaffId == user.Id)).ToListAsync(ct);
        return theirs.Count > 0 ? theirs : await works.Where(user => db.UserRoles.Any(held => held.UserId == user.Id && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.Admin))).ToListAsync(ct);
    }
}
