using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Testing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Reports;

/// <summary>The reach page and its files: the same figures everywhere, for those who may see them.</summary>
public sealed partial class ReachPageTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Each_figure_prints_its_rung_and_its_time_and_a_dash_says_why(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await FullAsync(app);
        var client = await app.StaffClientAsync("ann@opensquare.example", Roles.Analyst);

        var text = Text(await client.GetStringAsync(Page(seed)));

        var time = Regex.Escape(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(app.Now, "Europe/Lisbon").ToString("HH", System.Globalization.CultureInfo.InvariantCulture));
        text.ShouldMatch($@"Tweet Person and target, since the start Shown 1,604 – %: the first rung is part of no other step seen, bots out, as of {time}:\d\d WES?T Started 702 702 of 1,604 shown = 44% composer opened or text copied, as of \S+ WES?T\. 1 of them by visitors who have not signed Self-reported 2 2 of 702");
        text.ShouldContain("1 visitor who has not signed, apart");
        text.ShouldContain("Received – no figure: a blind copy shows that it was sent, not that it came", Case.Sensitive);
        text.ShouldContain("Proved – no figure: messages there have no public link");
        text.ShouldContain("Answered – no figure: a share asks nothing of the target");
        text.ShouldContain("Form posted 1,463 1,463 of 6,820 page loads = 21%");
        text.ShouldContain("2 of 702 started = 0.3% say they posted, as of");
        text.ShouldContain("Started 12 12 of 50 times that the share step was seen = 24% network opened or link copied");
        text.ShouldContain("Received 1 – %: those who came are other people than those who handed it on came by the link and confirmed");
        Regex.Count(text, "Share step seen, the same for every network: 50, bots out").ShouldBe(1);
        text.ShouldContain("Shown – no figure of this network: the share step shows all of them at once");
        text.ShouldContain("100% of 1 letter is nearly the same, 0% changed by the person");
        text.ShouldContain("There is one variant. Add at least three. Identical messages get filtered.");
        text.ShouldContain("Reply, Northwind answers");
    }

    [Theory, OnBothDatabases]
    public async Task The_files_tell_what_the_page_tells_and_name_nobody(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await FullAsync(app);
        await seed.MessageAsync(Step.Tweet, "=HYPERLINK(\"https://evil.example\") now");
        var client = await app.StaffClientAsync("ann@opensquare.example", Roles.Analyst);

        foreach (var query in (string[])["", "?channel=tweet&language=en", "?source=(none)", "?from=2026-01-01&to=2026-01-02"])
        {
            var page = PageFigures().Matches(await client.GetStringAsync(Page(seed) + query)).Select(match => match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal)).ToList();
            var json = JsonDocument.Parse(await client.GetStringAsync($"{Page(seed)}.json{query}")).RootElement;
            var inJson = json.GetProperty("ladders").EnumerateArray().Skip(1).SelectMany(ladder => ladder.GetProperty("figures").EnumerateArray()).Select(figure => figure.GetProperty("number") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : "–").ToList();
            var csv = await client.GetStringAsync($"{Page(seed)}.csv{query}");
            var inCsv = csv.Split("\r\n").Where(line => line.StartsWith("ladder,", StringComparison.Ordinal) && !line.StartsWith("ladder,sign,", StringComparison.Ordinal) && !line.Contains("without a signature", StringComparison.Ordinal))
                .Select(line => line.Split(',')[3] is { Length: > 0 } number ? number : "–").ToList();

            var (partsInJson, partsInCsv) = (
                json.GetProperty("ladders").EnumerateArray().Skip(1).SelectMany(ladder => ladder.GetProperty("figures").EnumerateArray()).Select(figure => figure.GetProperty("percentage")).Select(part => part.GetProperty("percent") is { ValueKind: JsonValueKind.Number } percent ? $"{percent.GetDouble().ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} {part.GetProperty("of").GetString()}" : $" {part.GetProperty("why").GetString()}").ToList(),
                csv.Split("\r\n").Where(line => line.StartsWith("ladder,", StringComparison.Ordinal) && !line.StartsWith("ladder,sign,", StringComparison.Ordinal) && !line.Contains("without a signature", StringComparison.Ordinal)).Select(line => line.Split(',')).Select(cells => $"{cells[6]} {Camel(cells[7])}").ToList());
            page.ShouldNotBeEmpty();
            partsInCsv.ShouldBe(partsInJson);
            inJson.ShouldBe(page);
            inCsv.ShouldBe(page);
            (csv + json).ShouldNotContain("example.org");
            (csv + json).ShouldNotContain("Sousa");
        }
        var bytes = await client.GetByteArrayAsync($"{Page(seed)}.csv");
        bytes.Take(3).ShouldBe(Encoding.UTF8.GetPreamble());
        Encoding.UTF8.GetString(bytes).ShouldContain(", =HYPERLINK(\"\"https://evil.example\"\") now\",shown");
    }

    [Theory]
    [OnBothDatabases(Roles.Viewer, Roles.Organiser, Roles.Publisher, Roles.Exporter)]
    public async Task Who_may_not_see_all_figures_is_told_whom_to_ask(TestDatabase database, string role)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        await app.AddStaffAsync("ann@opensquare.example", Roles.Analyst);
        var client = await app.StaffClientAsync("vic@opensquare.example", role);

        foreach (var ending in (string[])["", ".json", ".csv"])
        {
            var refused = await client.GetAsync(Page(seed) + ending);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("Name of ann");
        }
        var desk = await client.GetStringAsync($"/admin/campaigns/{seed.Campaign.Id}");
        desk.ShouldNotContain("/reach\"");
        desk.ShouldContain("An Analyst must do this.");
        (await client.GetStringAsync("/admin/campaigns")).ShouldNotContain("/reach\"");
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_reads_it_without_signing_in(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);

        foreach (var ending in (string[])["", ".json", ".csv"])
            (await app.Client().GetAsync(Page(seed) + ending)).Headers.Location?.ToString().ShouldContain("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task The_desk_and_the_list_lead_to_it_and_an_empty_campaign_has_a_page(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        var client = await app.StaffClientAsync("ann@opensquare.example", Roles.Analyst);

        (await client.GetStringAsync("/admin/campaigns")).ShouldContain($"href=\"{Page(seed)}\"");
        (await client.GetStringAsync($"/admin/campaigns/{seed.Campaign.Id}")).ShouldContain($"href=\"{Page(seed)}\"");
        var text = Text(await client.GetStringAsync(Page(seed)));

        text.ShouldContain("Nobody has shared yet.");
        text.ShouldContain("No messages written yet.");
        text.ShouldContain("No reply of a target entered.");
        (await client.GetAsync($"/admin/campaigns/{Guid.NewGuid()}/reach")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [OnBothDatabases("?from=nonsense&to=2026-99-99", "?channel=3", "?channel=share-nowhere", "?from=2026-05-12&to=2026-05-01", "?from=0001-01-01&to=9999-12-31", "?source=%00&language=xx", "?channel=-")]
    public async Task Filters_that_nobody_offered_break_nothing(TestDatabase database, string query)
    {
        var app = await apps.On(database);
        var seed = await ReachSeed.NewAsync(app);
        var client = await app.StaffClientAsync("ann@opensquare.example", Roles.Analyst);

        foreach (var ending in (string[])["", ".json", ".csv"])
            ((int)(await client.GetAsync(Page(seed) + ending + query)).StatusCode).ShouldBeLessThan(500);
    }

    [Theory, OnBothDatabases]
    public async Task Filters_stand_in_the_address_the_form_and_the_links(TestDatabase database)
    {
        var app = await apps.On(database);
        var seed = await FullAsync(app);
        var client = await app.StaffClientAsync("ann@opensquare.example", Roles.Analyst);

        var html = WebUtility.HtmlDecode(await client.GetStringAsync($"{Page(seed)}?from=2026-01-03&to=2026-01-01&channel=share-whatsapp&source=newsletter"));

        html.ShouldContain("name=\"from\" type=\"date\" value=\"2026-01-01\"");
        html.ShouldContain("<option value=\"share-whatsapp\" selected=\"selected\">");
        html.ShouldContain("<option value=\"newsletter\" selected=\"selected\">");
        html.ShouldContain($"{Page(seed)}.csv?from=2026-01-01&to=2026-01-03&channel=share-whatsapp&source=newsletter");
        html.ShouldContain($"{Page(seed)}?channel=share-whatsapp&source=newsletter");
    }

    /// <summary>Something on every part of the page.</summary>
    private static async Task<ReachSeed> FullAsync(CampaignsApp app)
    {
        var seed = await ReachSeed.NewAsync(app, (campaign, now) => campaign.SendLetters(LetterWay.OwnProgram, now));
        var message = await seed.MessageAsync(Step.EmailTarget);
        await seed.ReachAsync(Step.Sign, Rung.Shown, 6820);
        await seed.ReachAsync(Step.Sign, Rung.Started, 1463);
        await seed.ReachAsync(Step.Tweet, Rung.Shown, 1604);
        await seed.ReachAsync(Step.Tweet, Rung.Started, 702);
        await seed.ReachAsync(Step.Share, Rung.Shown, 50);
        await seed.ReachAsync(Step.Share, Rung.Started, 12, Channel.WhatsApp);
        var person = await seed.PersonAsync(source: "newsletter");
        await seed.ActionAsync(person, rung: Rung.Proved);
        await seed.ActionAsync(await seed.PersonAsync(), rung: Rung.SelfReported);
        await seed.ActionAsync(null, rung: Rung.SelfReported);
        await seed.ActionAsync(person, Step.EmailTarget, Rung.Proved, message: message.Id);
        await seed.PersonAsync(link: (await seed.LinkAsync(Channel.WhatsApp, person)).Id, generation: 1, source: "share-whatsapp");
        await seed.EntryAsync(TimelineKind.Reply, DateOnly.FromDateTime(app.Now.UtcDateTime));
        return seed;
    }

    private static string Camel(string dashed) => Regex.Replace(dashed, "-(.)", match => match.Groups[1].Value.ToUpperInvariant());

    private static string Page(ReachSeed seed) => $"/admin/campaigns/{seed.Campaign.Id}/reach";

    private static string Text(string html) => Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]+>", " ")), @"\s+", " ").Replace(" . ", ". ", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal);

    [GeneratedRegex("<span class=\"name\">[^<]+</span> <span class=\"num\">([^<]+)</span>")]
    private static partial Regex PageFigures();
}
