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
        // The steps, with words and a place that are the person's own.
        await Keep(browser.GetAsync($"{campaign.Path}/act/tweet"));
        (await Keep(Act("tweet", ("Do", "start"), ("Text", $"{Name} asks you to stop.")))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Keep(browser.GetAsync($"{campaign.Path}/act/tweet"));
        await Keep(Act("tweet/posted", ("Do", "yes")));
        await Keep(Act("tweet/link", ("Link", "https://x.com/zuzanna")));
        await Keep(Act("facebook", ("Do", "start"), ("Text", $"{Name} asks you to stop.")));
        await Keep(Act("email", ("Do", "find"), ("Country", "PL"), ("Postcode", "00-950"), ("Text", "")));
        (await Keep(Act("email", ("Do", "start"), ("Subject", $"From {Name}"), ("Text", $"Write to me at {Email}.")))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Keep(browser.GetAsync($"{campaign.Path}/act/email"));
        await app.RunAsync<DrainDeliveries>();
        var mail = await app.Mail.NextToAsync(Email);
        await Keep(browser.GetAsync(mail.ConfirmPath));
        (await Keep(browser.PressConfirmAsync(mail.ConfirmPath))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Keep(browser.GetAsync($"{campaign.Path}/thanks"));
        await app.RunAsync<CountSignatures>();
        await Keep(browser.GetAsync(mail.ConfirmPath));
        // A second signing, a made-up link, a missing page and a repeated post are part of life.
        await Keep(browser.SignAsync(campaign, SigningPost.Form(Email, Name)));
        await Keep(browser.GetAsync("/s/" + new string('x', 22)));
        await Keep(browser.GetAsync("/c/nowhere"));
        await Keep(browser.PostAsync(mail.ConfirmPath, new FormUrlEncodedContent([])));
        return (answers, mail, browser);

        Task<HttpResponseMessage> Act(string step, params (string Name, string Value)[] fields) =>
            browser.PostAsync($"{campaign.Path}/act/{step}", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }
}
