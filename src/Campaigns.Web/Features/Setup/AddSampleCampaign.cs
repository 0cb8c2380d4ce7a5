using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;
using Campaigns.Web.Features.Setup.Sample;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Setup;

/// <summary>Gives an installation without campaigns a finished draft to look at: fictional, on reserved domains, and never to be published.</summary>
public sealed class AddSampleCampaign(IDbContextFactory<CampaignsDb> databases, Organisation organisation, TimeProvider clock)
{
    /// <returns>Its id; null where there are campaigns already.</returns>
    public async Task<Guid?> RunAsync(HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Campaigns.AnyAsync(ct)) return null;

        var campaign = new Campaign(organisation.Now.TimeZone, now);
        campaign.GiveTo(context.User.StaffId(), now);
        campaign.SetSteps([Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share], now);
        campaign.SendLetters(LetterWay.OurServer, now);
        campaign.MarkAsSample();
        var targets = NorthwindDraft.Targets(campaign.Id);
        db.Add(campaign);
        db.AddRange(targets);
        db.Add(new CampaignCount(campaign.Id, now));
        var writer = new SampleWriter(db, campaign.Id, now.AddDays(-NorthwindDraft.Days), targets) { IsDraft = true };
        SampleText[] texts = [NorthwindDraft.Of(NorthwindInEnglish.Text), NorthwindDraft.Of(NorthwindInFrench.Text)];
        foreach (var text in texts)
        {
            writer.Versions(text, isOriginal: text == texts[0]);
            writer.Rest(text, thousandth: null);
        }
        db.Add(new AuditEntry(context.User.StaffId(), "campaign.sample-added", campaign.Id.ToString(), null, null, context.AuditNetwork(), now));
        try { await db.SaveChangesAsync(ct); }
        // Pressed twice: the addresses of its pages are taken by the first one.
        catch (DbUpdateException) when (db.CampaignTexts.Any(text => text.Slug == texts[0].Slug)) { return null; }
        return campaign.Id;
    }
}
