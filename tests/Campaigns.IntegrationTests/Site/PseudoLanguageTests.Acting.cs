using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Targets;
using Campaigns.IntegrationTests.Support;

namespace Campaigns.IntegrationTests.Site;

public sealed partial class PseudoLanguageTests
{
    [Fact]
    public async Task The_steps_take_their_words_from_the_texts()
    {
        var app = await StartAsync();
        foreach (var (way, choice) in ((LetterWay, TargetChoice)[])[(LetterWay.OurServer, TargetChoice.Fixed), (LetterWay.OurServer, TargetChoice.Chosen), (LetterWay.OwnProgram, TargetChoice.Fixed), (LetterWay.OurServer, TargetChoice.ByArea)])
        {
            var campaign = await AddStepsAsync(app, way, choice);
            var (visitor, browser) = (app.Client(), app.Client());
            await browser.SignAsync(campaign, Form());
            foreach (var person in (HttpClient[])[visitor, browser])
                foreach (var step in (string[])["tweet", "facebook", "email", "email?to=1", "email?to=1&to=2", "tweet?to=2"]) await LookAsync(person.GetAsync($"{campaign.Path}/act/{step}"));
            await LookAsync(browser.GetAsync($"{campaign.Path}/act/lorem"), 404);
            foreach (var (step, to) in ((string, string)[])[("tweet", "1"), ("facebook", "1"), ("email", "2")])
            {
                var path = $"{campaign.Path}/act/{step}";
                foreach (var (subject, text) in ((string, string)[])[("", ""), ("Lorem", string.Concat(Enumerable.Repeat("lorem ", 4_000))), ("Lorem\r\nlorem", "lorem\u202Elorem"), (string.Concat(Enumerable.Repeat("lorem ", 60)), "Lorem")])
                    await LookAsync(Post(path, ("Do", "start"), ("To", to), ("Subject", subject), ("Text", text)), step is not "email" && text == "Lorem" ? 303 : 400);
                // A letter of ours goes once, whatever the button's name.
                foreach (var program in step == "email" && way is LetterWay.OwnProgram ? (string[])["app", "gmail", "outlook", "copy"] : ["start"])
                    await LookAsync(Post(path, ("Do", program), ("To", to), ("Subject", "Lorem"), ("Text", "Lorem")), 303);
                foreach (var query in (string[])["", "&later=1", "&with=gmail", "&with=outlook", "&with=copy", "&edit=1"]) await LookAsync(browser.GetAsync($"{path}?to={to}{query}"));
                if (step == "email" && way is LetterWay.OurServer) continue;
                await LookAsync(Post($"{path}/posted", ("To", to), ("Do", "yes")), 303);
                if (step == "email")
                {
                    await LookAsync(browser.GetAsync($"{path}?to={to}"));
                    continue;
                }
                foreach (var link in (string[])["lorem", "https://x.com/lorem", "https://facebook.com/lorem"]) await LookAsync(Post($"{path}/link", ("To", to), ("Link", link)), 400);
                await LookAsync(Post($"{path}/link", ("To", to), ("Link", step == "tweet" ? $"https://x.com/i/status/{_pages}" : $"https://www.facebook.com/lorem/posts/123456{_pages}")), 303);
                await LookAsync(browser.GetAsync($"{path}?to={to}"));
            }
            if (choice is TargetChoice.ByArea)
                foreach (var postcode in (string[])["9", "1000-001", ""]) await LookAsync(Post($"{campaign.Path}/act/email", ("Do", "find"), ("Country", "PT"), ("Postcode", postcode)));
            await using (var db = app.Db())
            {
                (await db.Campaigns.FindAsync(campaign.Id))!.Pause(app.Now);
                await db.SaveChangesAsync();
            }
            await Task.Delay(TimeSpan.FromSeconds(2.1)); // a campaign's public face is kept for two seconds of the machine's clock
            await LookAsync(visitor.GetAsync($"{campaign.Path}/act/tweet"));

            Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) =>
                browser.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        }
        Conclude(atLeast: 100);
    }

    /// <summary>Two targets and messages whose words count as an organiser's.</summary>
    private static async Task<SeededCampaign> AddStepsAsync(CampaignsApp app, LetterWay way, TargetChoice choice)
    {
        var campaign = await new TestCampaign { Then = (row, now) =>
        {
            row.SendLetters(way, now);
            row.ChooseTargets(choice, AreaFallback.General, now);
        } }.AddToAsync(app);
        await using var db = app.Db();
        var target = (await db.Targets.FindAsync(campaign.TargetId))!;
        (target.XHandle, target.FacebookUrl) = ("lorem", "https://www.facebook.com/lorem");
        if (choice is TargetChoice.ByArea) (target.Country, target.Area) = ("PT", "9");
        db.Add(new Target(campaign.Id, 2, "Lorem") { XHandle = "lorem2", FacebookUrl = "https://www.facebook.com/lorem2", Email = "lorem@lorem.example" });
        foreach (var step in (Step[])[Step.Tweet, Step.FacebookComment, Step.EmailTarget])
            for (var n = 0; n < 2; n++) db.Add(new Message(campaign.Id, step, "en", step is Step.EmailTarget ? "⟦Lorem⟧" : null, $"⟦Lorem⟧ {{link}} {(n == 0 ? "" : "⟦lorem⟧")}"));
        await db.SaveChangesAsync();
        return campaign;
    }
}
