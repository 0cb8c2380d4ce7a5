using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Acting;

/// <summary>What the tests of the steps share.</summary>
public abstract class ActTest
{
    /// <summary>A campaign whose one target has a handle and a page, with two tweets, a comment and a letter.</summary>
    protected static async Task<SeededCampaign> SeedAsync(CampaignsApp app, Action<Campaign, DateTimeOffset>? then = null, Func<SeededCampaign, CampaignsDb, Target, IEnumerable<object>>? more = null, string language = "en")
    {
        var campaign = await new TestCampaign { Then = then, Language = language }.AddToAsync(app);
        await using var db = app.Db();
        var target = await db.Targets.SingleAsync(t => t.CampaignId == campaign.Id);
        (target.XHandle, target.FacebookUrl) = ("dwhitlock", "https://www.facebook.com/northwind");
        db.AddRange(
            new Message(campaign.Id, Step.Tweet, language, null, ".{handle} stop selling it. I signed: {link}"),
            new Message(campaign.Id, Step.Tweet, language, null, "Why do you sell it, {handle}? {link}"),
            new Message(campaign.Id, Step.FacebookComment, language, null, "Please stop selling it, {target}. {link}"));
        db.AddRange(more?.Invoke(campaign, db, target) ?? [new Message(campaign.Id, Step.EmailTarget, language, "Stop the sale", "Dear {target},\n\nstop it. I live in [your town].\n\n{first_name}, {country}")]);
        await db.SaveChangesAsync();
        return campaign;
    }

    protected static Target Another(SeededCampaign campaign, int position, string name, string? country = null, string? area = null) => new(campaign.Id, position, name)
    {
        XHandle = $"handle{position}", FacebookUrl = $"https://www.facebook.com/page{position}", Email = $"target{position}@northwind.example", Country = country, Area = area,
    };

    /// <summary>Somebody who has just signed and waits for the mail.</summary>
    protected static async Task<Walker> SignedAsync(CampaignsApp app, SeededCampaign campaign, string email = "ana@example.org")
    {
        var walker = new Walker(app);
        (await walker.Client.SignAsync(campaign, SigningPost.Form(email))).StatusCode.ShouldBe(System.Net.HttpStatusCode.SeeOther);
        return walker;
    }

    /// <summary>The path of the newest mailed link.</summary>
    protected static async Task<string> ConfirmPathAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        var delivery = await db.Deliveries.Where(d => d.Kind == Core.Deliveries.DeliveryKind.Confirmation).OrderByDescending(d => d.Id).FirstAsync();
        return "/s/" + app.Services.GetRequiredService<InstallationKeys>().LinkToken(delivery.Id, LinkPurpose.Confirm);
    }

    protected static async Task ConfirmAsync(CampaignsApp app, Walker walker) => await walker.Client.PressConfirmAsync(await ConfirmPathAsync(app));

    /// <summary>On to the next such moment in UTC; Lisbon, where the campaigns are, is at most an hour ahead.</summary>
    protected static void MoveTo(CampaignsApp app, DayOfWeek day, int hour)
    {
        var at = new DateTimeOffset(app.Now.UtcDateTime.Date, TimeSpan.Zero).AddHours(hour);
        while (at <= app.Now || at.DayOfWeek != day) at = at.AddDays(1);
        app.Clock.Advance(at - app.Now);
    }

    protected static async Task<List<SupporterAction>> ActionsAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        return await db.Actions.AsNoTracking().OrderBy(a => a.StartedAt).ThenBy(a => a.Id).ToListAsync();
    }
}
