using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Targets;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Editing;

/// <summary>Variants of tweets, comments, letters and shares: what fits, what was seen stays, who wins.</summary>
public sealed class MessageTests(Apps apps) : EditingTest, IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task A_variant_is_written_and_offered(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        (await AddAsync(client, campaign.Id, "tweets", new() { ["Text"] = " .{handle} stop it.\r\n{link} ", ["Weight"] = "3", ["IsOn"] = "true", ["Subject"] = "none" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await AddAsync(client, campaign.Id, "email", new() { ["Text"] = "Dear {target}, stop it.", ["Subject"] = "Stop it", ["Weight"] = "1", ["IsOn"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await AddAsync(client, campaign.Id, "shares", new() { ["Text"] = "Sign this {link}", ["Channel"] = "WhatsApp", ["Weight"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        var messages = await db.Messages.ToListAsync();
        messages.Select(m => (m.Step, m.Text, m.Subject, m.Channel, m.Weight, m.IsOn)).ShouldBe(
        [
            (Step.Tweet, ".{handle} stop it.\n{link}", null, null, 3, true), (Step.EmailTarget, "Dear {target}, stop it.", "Stop it", null, 1, true), (Step.Share, "Sign this {link}", null, Channel.WhatsApp, 1, false),
        ], ignoreOrder: true);
        (await db.AuditEntries.Where(entry => entry.Action == "message.added").Select(entry => entry.Detail).ToListAsync()).ShouldBe(["tweets en", "email en", "shares en"], ignoreOrder: true);
        (await client.GetStringAsync(campaign.Path + "/act/tweet")).ShouldContain("@dana_w stop it.");
    }

    [Theory]
    [InlineData("tweets", "Stop it {town} {link}", "There is no placeholder {town}")]
    [InlineData("tweets", "Stop it {link", "A brace stands alone: {")]
    [InlineData("tweets", "", "Write the text")]
    [InlineData("tweets", "Stop\u202E it", "Write your text without hidden characters")]
    [InlineData("email", "Dear {target}", "Enter a subject")]
    [InlineData("tweets", "Twice the same", "Another message says the same")]
    public async Task What_cannot_be_offered_is_refused_in_words_and_stays_typed(string section, string text, string sentence)
    {
        var (app, campaign, client) = await StartAsync(TestDatabase.Sqlite);
        await AddMessageAsync(app, new Message(campaign.Id, Step.Tweet, "en", null, "Twice the same"));
        var answer = await AddAsync(client, campaign.Id, section, new() { ["Text"] = text, ["Weight"] = "1", ["IsOn"] = "true" });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await TextOf(answer);
        page.ShouldContain(sentence);
        page.ShouldContain(text);
        await using var db = app.Db();
        (await db.Messages.CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    public async Task A_weight_is_a_number_from_1_to_100(string weight)
    {
        var (_, campaign, client) = await StartAsync(TestDatabase.Sqlite);
        var answer = await AddAsync(client, campaign.Id, "tweets", new() { ["Text"] = "Stop it {link}", ["Weight"] = weight, ["IsOn"] = "true" });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextOf(answer)).ShouldContain("Enter the weight as a whole number from 1 to 100");
    }

    [Theory, OnBothDatabases]
    public async Task The_longest_handle_decides_whether_a_tweet_fits(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        // "@dana_w " 8, the link 23, the rest fills up to 280 exactly.
        var text = "{handle} " + new string('a', 280 - 8 - 24) + " {link}";
        var fields = new Dictionary<string, string> { ["Text"] = text, ["Weight"] = "1", ["IsOn"] = "true" };
        await using (var db = app.Db())
        {
            db.Add(new Target(campaign.Id, 2, "Omar Haddad") { XHandle = "omar_hh" });
            await db.SaveChangesAsync();
        }
        var answer = await AddAsync(client, campaign.Id, "tweets", fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextOf(answer)).ShouldContain("It can become 281 characters long, addressed to Omar Haddad; 280 fit. Shorten it by 1");

        await using (var db = app.Db()) await db.Targets.Where(t => t.Name == "Omar Haddad").ExecuteUpdateAsync(set => set.SetProperty(t => t.XHandle, "omar_h"));
        (await AddAsync(client, campaign.Id, "tweets", fields)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        // Later somebody with a longer one comes.
        await using (var db = app.Db()) await db.Targets.Where(t => t.Name == "Omar Haddad").ExecuteUpdateAsync(set => set.SetProperty(t => t.XHandle, "omar_haddad_off"));
        (await TextOf(await client.GetAsync(PathOf(campaign.Id, "tweets")))).ShouldContain("At most 289 of 280 characters.");
        (await TextOf(await client.GetAsync($"/admin/campaigns/{campaign.Id}/edit"))).ShouldContain("A message can become longer than the network takes");
    }

    [Theory, OnBothDatabases]
    public async Task The_longest_country_and_first_name_count_too(TestDatabase database)
    {
        var (_, campaign, client) = await StartAsync(database);
        // 20 letters of a name and the longest country of the list, which is longer than what stands for them.
        var answer = await AddAsync(client, campaign.Id, "tweets", new() { ["Text"] = "{first_name} {country} " + new string('a', 230), ["Weight"] = "1", ["IsOn"] = "true" });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextOf(answer)).ShouldContain("280 fit");
    }

    [Theory, OnBothDatabases]
    public async Task One_that_nobody_saw_is_changed_in_place_and_can_be_deleted(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var message = await AddMessageAsync(app, new Message(campaign.Id, Step.Tweet, "en", null, "Stop it {link}"));
        var path = $"{PathOf(campaign.Id, "tweets")}/{message}";
        (await SaveAsync(client, path, new() { ["Text"] = "Stop it now {link}", ["Weight"] = "2", ["IsOn"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using (var db = app.Db()) (await db.Messages.Select(m => new { m.Id, m.Text, m.Weight }).SingleAsync()).ShouldBe(new { Id = message, Text = "Stop it now {link}", Weight = 2 });
        (await client.PostStaffFormAsync(path, path + "/delete", [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var after = app.Db();
        (await after.Messages.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task One_that_people_saw_keeps_its_words_and_its_figures(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var message = await AddMessageAsync(app, new Message(campaign.Id, Step.Tweet, "en", null, "Stop it {link}"));
        await using (var db = app.Db())
        {
            var action = new SupporterAction(campaign.Id, null, Step.Tweet, Channel.X, campaign.TargetId, "en", app.Now);
            action.Write(message, null, "Stop it", false);
            db.Add(action);
            await db.SaveChangesAsync();
        }
        var path = $"{PathOf(campaign.Id, "tweets")}/{message}";
        var refused = await client.PostStaffFormAsync(path, path + "/delete", []);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextOf(refused)).ShouldContain("People have seen this text, so it is not deleted. Switch it off");

        var revision = await RevisionAsync(client, path);
        (await SaveAsync(client, path, new() { ["Text"] = "Stop it {link}", ["Weight"] = "5", ["IsOn"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using (var db = app.Db()) (await db.Messages.Select(m => new { m.Id, m.Weight }).SingleAsync()).ShouldBe(new { Id = message, Weight = 5 });

        (await SaveAsync(client, path, new() { ["Text"] = "Other words {link}", ["Weight"] = "4", ["IsOn"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Guid next;
        await using (var db = app.Db())
        {
            var old = await db.Messages.SingleAsync(m => m.Id == message);
            var now = await db.Messages.SingleAsync(m => m.Id != message);
            (old.Text, old.IsOn, old.ReplacedById).ShouldBe(("Stop it {link}", false, now.Id));
            (now.Text, now.IsOn, now.Weight).ShouldBe(("Other words {link}", true, 4));
            next = now.Id;
        }

        // Somebody who had the old one open meets the words that took its place.
        var late = await SaveAsync(client, path, new() { ["Text"] = "Words of a late hour {link}", ["Weight"] = "1", ["IsOn"] = "true", ["Revision"] = revision });
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await TextOf(late);
        page.ShouldContain("Other words {link}");
        page.ShouldContain("Words of a late hour {link}");
        page.ShouldContain($"/edit/tweets/{next}");
    }

    [Theory, OnBothDatabases]
    public async Task A_look_saves_nothing_and_shows_what_people_would_see(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var path = PathOf(campaign.Id, "tweets");
        var page = await TextOf(await client.PostStaffFormAsync(path + "/new", path + "/look", new() { ["Text"] = ".{handle}, {first_name|a neighbour} from {country} asks: stop. {link}", ["Weight"] = "1" }));
        page.ShouldContain("As Ana Sousa from Portugal would see it");
        page.ShouldContain(".@dana_w, Ana from Portugal asks: stop. http");
        page.ShouldContain("As a visitor would see it who has not signed");
        page.ShouldContain(".@dana_w, a neighbour from asks: stop.");
        await using var db = app.Db();
        (await db.Messages.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task Figures_are_for_those_who_may_read_them(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        await AddMessageAsync(app, new Message(campaign.Id, Step.Tweet, "en", null, "Stop it {link}"));
        var organiser = await TextOf(await client.GetAsync(PathOf(campaign.Id, "tweets")));
        organiser.ShouldContain("There is one variant. Add at least three. Identical messages get filtered.");
        organiser.ShouldContain("How far each message got is shown to people with the role Analyst.");
        organiser.ShouldNotContain("Self-reported");
        var analyst = await app.StaffClientAsync("ada@opensquare.example", Roles.Organiser, Roles.Analyst);
        (await TextOf(await analyst.GetAsync(PathOf(campaign.Id, "tweets")))).ShouldContain("Self-reported");
    }

    [Theory, OnBothDatabases]
    public async Task Letters_leave_the_way_that_is_chosen(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        var path = PathOf(campaign.Id, "email");
        (await client.PostStaffFormAsync(path, path + "/way?language=en", new() { ["Way"] = "OwnProgram" })).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        ((int)(await client.PostStaffFormAsync(path, path + "/way?language=en", new() { ["Way"] = "Pigeon" })).StatusCode).ShouldBe(400);
        await using var db = app.Db();
        (await db.Campaigns.Where(c => c.Id == campaign.Id).Select(c => c.LetterWay).SingleAsync()).ShouldBe(LetterWay.OwnProgram);
    }

    [Theory, OnBothDatabases]
    public async Task The_task_list_tells_how_far_targets_and_messages_are(TestDatabase database)
    {
        var (app, campaign, client) = await StartAsync(database);
        (await StateAsync("tweets")).ShouldBe("Not started");
        foreach (var text in (string[])["One {link}", "Two {link}"]) await AddMessageAsync(app, new Message(campaign.Id, Step.Tweet, "en", null, text));
        (await StateAsync("tweets")).ShouldBe("In progress");
        await AddMessageAsync(app, new Message(campaign.Id, Step.Tweet, "en", null, "Three {link}"));
        (await StateAsync("tweets")).ShouldBe("Done");
        await using (var db = app.Db())
        {
            db.Add(new CampaignText(campaign.Id, "fr", "halte", app.Now));
            await db.SaveChangesAsync();
        }
        (await StateAsync("tweets")).ShouldBe("In progress");
        (await StateAsync("targets")).ShouldBe("Done");
        await using (var db = app.Db()) await db.Targets.ExecuteUpdateAsync(set => set.SetProperty(t => t.XHandle, (string?)null));
        (await StateAsync("tweets")).ShouldBe("Needs attention");

        async Task<string> StateAsync(string section)
        {
            var page = await client.GetStringAsync($"/admin/campaigns/{campaign.Id}/edit");
            return System.Text.RegularExpressions.Regex.Match(page, $"edit/{section}\">.*?<span class=\"tag[^>]*>(.*?)</span>", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        }
    }

    private async Task<(CampaignsApp App, SeededCampaign Campaign, HttpClient Client)> StartAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Then = (row, now) => row.SetSteps([Step.Tweet, Step.EmailTarget, Step.Share], now) }.AddToAsync(app);
        await using (var db = app.Db()) await db.Targets.ExecuteUpdateAsync(set => set.SetProperty(t => t.XHandle, "dana_w"));
        return (app, campaign, await app.StaffClientAsync("vera@opensquare.example", Roles.Organiser));
    }

    private static async Task<Guid> AddMessageAsync(CampaignsApp app, Message message)
    {
        await using var db = app.Db();
        db.Add(message);
        await db.SaveChangesAsync();
        return message.Id;
    }

    private static Task<HttpResponseMessage> AddAsync(HttpClient client, Guid campaign, string section, Dictionary<string, string> fields) =>
        client.PostStaffFormAsync($"{PathOf(campaign, section)}/new", $"{PathOf(campaign, section)}/new?language=en", fields);
}
