using System.Net;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Signing;

namespace Campaigns.IntegrationTests.Site;

/// <summary>One person's way through the whole site, for promises that must hold at each step.</summary>
public static class Journey
{
    public const string Name = "Zuzanna Wyrwicka", Email = "zuzanna.wyrwicka@example.org";

    /// <returns>Every answer on the way, in order, and the mail.</returns>
    public static async Task<(List<HttpResponseMessage> Answers, ReceivedMail Mail, HttpClient Browser)> WalkAsync(CampaignsApp app, SeededCampaign campaign)
    {
        var browser = app.Client();
        List<HttpResponseMessage> answers = [];
        async Task<HttpResponseMessage> Keep(Task<HttpResponseMessage> request)
        {
            answers.Add(await request);
            return answers[^1];
        }

        await Keep(browser.GetAsync("/"));
        await Keep(browser.GetAsync(campaign.Path));
        await Keep(browser.GetAsync(campaign.SignPath));
        await Keep(browser.SignAsync(campaign, SigningPost.Form(Email, "")));
        (await Keep(browser.SignAsync(campaign, SigningPost.Form(Email, Name)))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Keep(browser.GetAsync($"{campaign.Path}/thanks"));
        await Keep(browser.GetAsync($"{campaign.Path}/thanks/address"));
        await app.RunAsync<DrainDeliveries>();
        var mail = await app.Mail.NextToAsync(Email);
        await Keep(browser.GetAsync(mail.ConfirmPath));
        (await Keep(browser.PostAsync(mail.ConfirmPath, new FormUrlEncodedContent([])))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Keep(browser.GetAsync($"{campaign.Path}/thanks"));
        await app.RunAsync<CountSignatures>();
        await Keep(browser.GetAsync(mail.ConfirmPath));
        // A second signing, a made-up link, a missing page and a repeated post are part of life.
        await Keep(browser.SignAsync(campaign, SigningPost.Form(Email, Name)));
        await Keep(browser.GetAsync("/s/" + new string('x', 22)));
        await Keep(browser.GetAsync("/c/nowhere"));
        await Keep(browser.PostAsync(mail.ConfirmPath, new FormUrlEncodedContent([])));
        return (answers, mail, browser);
    }
}
