using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Admin;

public sealed class AdminTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Nothing_behind_the_door_answers_without_a_sign_in(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = app.Client();

        foreach (var path in (string[])["/admin", $"/admin/campaigns/{campaign.Id}", "/admin/second-factor"])
            (await client.GetAsync(path)).Headers.Location!.ToString().ShouldStartWith("/sign-in?returnUrl=");
        foreach (var path in (string[])[$"/admin/campaigns/{campaign.Id}/supporters.csv", $"/admin/campaigns/{campaign.Id}/addresses", "/sign-out"])
            (await client.PostAsync(path, null)).Headers.Location!.ToString().ShouldBe("/sign-in?returnUrl=%2Fadmin");
    }

    [Theory, OnBothDatabases]
    public async Task The_list_shows_what_is_confirmed_pending_and_on_paper(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Online = 1147, Paper = 80 }.AddToAsync(app);
        await SignAsync(app, campaign, Enumerable.Range(0, 3).Select(at => new Given($"p{at}@example.org") { IsPending = true }));
        await SignAsync(app, campaign, [new("today@example.org"), new("earlier@example.org") { Ago = TimeSpan.FromDays(3) }]);
        var client = await app.StaffClientAsync("vic@opensquare.example", Roles.Viewer);

        var html = await client.GetStringAsync("/admin/campaigns");

        Figures(html).ShouldBe(["Confirmed 1,147 +1 today", "Conversion – not opened yet", "Pending 3", "Paper 80"]);
        html.ShouldContain("Stop selling face recognition to police");
        html.ShouldContain(">Live</span>");
    }

    [Theory, OnBothDatabases]
    public async Task Search_and_status_stand_in_the_address_and_narrow_the_list(TestDatabase database)
    {
        var app = await apps.On(database);
        await new TestCampaign { Headline = "Öffnet die Akten" }.AddToAsync(app);
        await new TestCampaign { Headline = "Keep cash fares", Then = (campaign, now) => campaign.Pause(now) }.AddToAsync(app);
        await new TestCampaign { Headline = "Not yet out", IsDraft = true }.AddToAsync(app);
        var client = await app.StaffClientAsync("vic@opensquare.example", Roles.Viewer);

        Headlines(await client.GetStringAsync("/admin/campaigns")).Count.ShouldBe(3);
        Headlines(await client.GetStringAsync("/admin/campaigns?q=öffnet")).ShouldBe(["Öffnet die Akten"]);
        Headlines(await client.GetStringAsync("/admin/campaigns?status=paused")).ShouldBe(["Keep cash fares"]);
        Headlines(await client.GetStringAsync("/admin/campaigns?status=nonsense")).Count.ShouldBe(3);
        (await client.GetStringAsync("/admin/campaigns?q=nothing+like+it")).ShouldContain("No campaign fits.");
    }

    [Theory, OnBothDatabases]
    public async Task Without_campaigns_the_list_says_so(TestDatabase database)
    {
        var app = await apps.On(database);

        (await (await app.StaffClientAsync("vic@opensquare.example", Roles.Viewer)).GetStringAsync("/admin/campaigns")).ShouldContain("No campaigns yet.");
    }

    [Theory, OnBothDatabases]
    public async Task The_days_of_the_chart_are_those_of_the_campaigns_zone_and_its_table_says_the_same(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await SignAsync(app, campaign, [new("a@example.org"), new("b@example.org"), new("c@example.org") { Ago = TimeSpan.FromDays(5) }, new("old@example.org") { Ago = TimeSpan.FromDays(91) }, new("p@example.org") { IsPending = true }]);
        var client = await app.StaffClientAsync("vic@opensquare.example", Roles.Viewer);

        var html = await client.GetStringAsync($"/admin/campaigns/{campaign.Id}");

        var days = Regex.Matches(html, "<tr><th scope=\"row\">([^<]+)</th><td class=\"n\">([0-9]+)</td></tr>").Select(m => (Day: m.Groups[1].Value, Number: int.Parse(m.Groups[2].Value))).ToList();
        days.Count.ShouldBe(90);
        days[0].ShouldBe((Lisbon(app.Now), 2));
        days[5].ShouldBe((Lisbon(app.Now.AddDays(-5)), 1));
        days.Sum(day => day.Number).ShouldBe(3);
        html.ShouldNotContain("style=");

        static string Lisbon(DateTimeOffset at) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, "Europe/Lisbon").ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en"));
    }

    [Theory]
    [OnBothDatabases(Roles.Viewer, Roles.Analyst, Roles.Publisher, Roles.Exporter)]
    public async Task Who_signed_is_shown_to_nobody_without_the_right(TestDatabase database, string role)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await SignAsync(app, campaign, [new("ana@example.org")]);
        var client = await app.StaffClientAsync("vic@opensquare.example", role);

        var html = await client.GetStringAsync($"/admin/campaigns/{campaign.Id}");

        html.ShouldNotContain("Signer of ana");
        html.ShouldNotContain("example.org");
    }

    [Theory, OnBothDatabases]
    public async Task An_organiser_sees_signers_with_masked_addresses_and_whom_to_ask_for_more(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await SignAsync(app, campaign, [new("ana@example.org")]);
        await app.AddStaffAsync("tomas@opensquare.example", Roles.Exporter);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);

        var html = await client.GetStringAsync($"/admin/campaigns/{campaign.Id}");

        html.ShouldContain("Signer of ana");
        html.ShouldContain("a…@example.org");
        html.ShouldNotContain("ana@example.org");
        html.ShouldContain("An Exporter must do this.");
        html.ShouldContain("Name of tomas");
        html.ShouldNotContain("Show the addresses");
        var tried = await client.PostStaffFormAsync("/admin", $"/admin/campaigns/{campaign.Id}/addresses", []);
        tried.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await tried.Content.ReadAsStringAsync()).ShouldContain("Name of tomas");
    }

    [Theory, OnBothDatabases]
    public async Task Showing_addresses_is_written_down(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await SignAsync(app, campaign, [new("ana@example.org"), new("ben@example.org")]);
        var client = await app.StaffClientAsync("ada@opensquare.example", Roles.Admin);

        (await client.GetStringAsync($"/admin/campaigns/{campaign.Id}")).ShouldNotContain("ana@example.org");
        var shown = await client.PostStaffFormAsync($"/admin/campaigns/{campaign.Id}", $"/admin/campaigns/{campaign.Id}/addresses", []);

        (await shown.Content.ReadAsStringAsync()).ShouldContain("ana@example.org");
        await using var db = app.Db();
        var entry = await db.AuditEntries.SingleAsync(a => a.Action == "signers.addresses-shown");
        (entry.Subject, entry.Count).ShouldBe((campaign.Id.ToString(), 2));
        entry.ActorId.ShouldNotBeNull();
    }

    [Theory, OnBothDatabases]
    public async Task Signers_come_newest_first_page_by_page_and_none_twice(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await SignAsync(app, campaign, Enumerable.Range(0, 120).Select(at => new Given($"n{at}@example.org") { Ago = TimeSpan.FromMinutes(at), IsPending = at % 2 == 0 }));
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);

        var path = $"/admin/campaigns/{campaign.Id}";
        var names = new List<string>();
        for (string? next = path; next is not null;)
        {
            var html = await client.GetStringAsync(next);
            names.AddRange(Names(html));
            next = Regex.Match(html, "href=\"([^\"]+)\">Older<") is { Success: true } older ? WebUtility.HtmlDecode(older.Groups[1].Value) : null;
        }

        names.ShouldBe(Enumerable.Range(0, 120).Select(at => $"Signer of n{at}"));
        Names(await client.GetStringAsync($"{path}?state=pending")).ShouldBe(Enumerable.Range(0, 50).Select(at => $"Signer of n{at * 2}"));
    }

    [Theory, OnBothDatabases]
    public async Task What_a_signer_typed_is_shown_as_text(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign { Headline = "<b>Bold</b>" }.AddToAsync(app);
        await SignAsync(app, campaign, [new("x@example.org") { Name = "<script>alert(1)</script>" }]);
        var client = await app.StaffClientAsync("orla@opensquare.example", Roles.Organiser);

        var html = await client.GetStringAsync($"/admin/campaigns/{campaign.Id}");

        html.ShouldNotContain("<script>");
        html.ShouldNotContain("<b>Bold");
    }

    [Theory, OnBothDatabases]
    public async Task An_unknown_campaign_is_not_found(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("ada@opensquare.example", Roles.Admin);

        (await client.GetAsync($"/admin/campaigns/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostStaffFormAsync("/admin", $"/admin/campaigns/{Guid.NewGuid()}/supporters.csv", new() { ["Purpose"] = "thanks" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task Staff_pages_are_stored_nowhere(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("ada@opensquare.example", Roles.Admin);

        foreach (var path in (string[])["/admin", "/sign-in", "/admin/second-factor"])
        {
            var answer = await client.GetAsync(path);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"]);
        }
    }

    public sealed record Given(string Email)
    {
        public string? Name { get; init; }
        public TimeSpan Ago { get; init; }
        public bool IsPending { get; init; }
        public bool WantsUpdates { get; init; } = true;
    }

    internal static async Task SignAsync(CampaignsApp app, SeededCampaign campaign, IEnumerable<Given> all)
    {
        await using var db = app.Db();
        foreach (var given in all)
        {
            var at = app.Now - given.Ago;
            var details = new SignatureDetails(campaign.Id, campaign.VersionId, "en", System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(given.Email)), given.Email,
                given.Name ?? $"Signer of {given.Email.Split('@')[0]}", "PT", null, null, true, given.WantsUpdates, null);
            var signature = new Signature(Guid.CreateVersion7(at), details, SignatureState.Pending, null, at);
            if (!given.IsPending) signature.Confirm(SigningAnswer.Open, at);
            db.Add(signature);
        }
        await db.SaveChangesAsync();
    }

    private static IReadOnlyList<string> Names(string html) => [.. Regex.Matches(html, "<th scope=\"row\"><bdi>([^<]+)</bdi></th>").Select(match => match.Groups[1].Value)];

    private static IReadOnlyList<string> Headlines(string html) => [.. Regex.Matches(html, "<h2 class=\"row-h\"[^>]*><a[^>]*><bdi>([^<]+)</bdi></a>").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    private static IReadOnlyList<string> Figures(string html) =>
        [.. Regex.Matches(html, "<dt>(.*?)</dt><dd>(.*?)</dd>").Select(match => WebUtility.HtmlDecode(Regex.Replace($"{match.Groups[1]} {match.Groups[2]}".Replace("<small", " <small"), "<[^>]+>", "")))];
}
