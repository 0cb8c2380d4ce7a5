using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Setup;

/// <summary>An installation whose configuration leaves the organisation to its administrators.</summary>
public sealed class UnnamedApps : Apps
{
    protected override void Configure(AppSetup setup) => setup.Settings["Site:Organisation"] = null;
}

public sealed class OrganisationTests(UnnamedApps apps) : IClassFixture<UnnamedApps>
{
    internal static Dictionary<string, string> Form(int revision = 0, string name = "Harbour Watch", string colour = "#aa3300") => new()
    {
        ["Name"] = name, ["About"] = "We watch the harbour.", ["Address"] = "1 Pier Road, Harrow Bay", ["ContactEmail"] = "hello@harbourwatch.example", ["PrivacyUrl"] = "https://harbourwatch.example/privacy",
        ["BrandColour"] = colour, ["Languages"] = "fr", ["Language"] = "fr", ["TimeZone"] = "Europe/Lisbon", ["Revision"] = $"{revision}", ["Go"] = "save",
    };

    [Theory, OnBothDatabases]
    public async Task Before_anybody_says_who_they_are_the_host_stands_for_the_name(TestDatabase database)
    {
        var app = await apps.On(database);

        (await app.Client().GetStringAsync("/help")).ShouldContain("<title>Help - campaigns.test</title>");
    }

    [Theory, OnBothDatabases]
    public async Task What_is_saved_stands_on_pages_and_in_mails_and_in_the_log(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);
        var page = $"/c/{campaign.Slug}";
        (await app.Client().GetStringAsync(page)).ShouldContain("campaigns.test"); // and is cached from here on

        var answer = await admin.PostStaffFormAsync("/admin/settings", "/admin/settings", Form());

        answer.Headers.Location!.ToString().ShouldBe("/admin/settings?saved=true");
        var html = WebUtility.HtmlDecode(await app.Client().GetStringAsync(page));
        html.ShouldContain("Harbour Watch, 1 Pier Road, Harrow Bay");
        html.ShouldContain("We watch the harbour.");
        html.ShouldContain("href=\"https://harbourwatch.example/privacy\"");
        html.ShouldContain("mailto:hello@harbourwatch.example");
        html.ShouldContain("/brand.css?v=aa3300");
        html.ShouldContain("Can Harbour Watch email you about this campaign?");
        (await app.Client().GetAsync("/privacy")).Headers.Location!.ToString().ShouldBe("https://harbourwatch.example/privacy");

        await app.Client().SignAsync(campaign, SigningPost.Form("ana@supporter.example"));
        await app.RunAsync<DrainDeliveries>();
        var mail = app.Mail.Received.Single().Text;
        mail.ShouldContain("Harbour Watch");
        mail.ShouldContain("1 Pier Road, Harrow Bay");

        await using var db = app.Db();
        var entry = await db.AuditEntries.SingleAsync(audit => audit.Action == "organisation.changed");
        entry.Detail.ShouldBe("name about address contactEmail privacyUrl brandColour languages language timeZone");
    }

    [Theory, OnBothDatabases]
    public async Task Mails_say_the_new_name_although_their_words_are_kept(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);
        await app.Client().SignAsync(campaign, SigningPost.Form("ana@supporter.example"));
        await app.RunAsync<DrainDeliveries>();
        app.Mail.Received.Single().Text.ShouldContain("campaigns.test");
        app.Mail.Empty();

        await admin.PostStaffFormAsync("/admin/settings", "/admin/settings", Form());
        await app.Client().SignAsync(campaign, SigningPost.Form("ben@supporter.example"));
        await app.RunAsync<DrainDeliveries>();

        app.Mail.Received.Single().Text.ShouldContain("Harbour Watch");
    }

    [Theory, OnBothDatabases]
    public async Task Another_node_shows_a_change_within_seconds(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var setup = new AppSetup();
        (setup.Settings["Site:Organisation"], setup.Settings["ConnectionStrings:Campaigns"]) = (null, app.ConnectionString);
        await using var other = await CampaignsApp.StartAsync(database, setup);
        (await other.Client().GetStringAsync($"/c/{campaign.Slug}")).ShouldNotContain("Harbour Watch");
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);

        await admin.PostStaffFormAsync("/admin/settings", "/admin/settings", Form());

        var until = DateTimeOffset.UtcNow.AddSeconds(8);
        string html;
        do
        {
            await Task.Delay(200);
            html = await other.Client().GetStringAsync($"/c/{campaign.Slug}");
        }
        while (!html.Contains("Harbour Watch", StringComparison.Ordinal) && DateTimeOffset.UtcNow < until);
        html.ShouldContain("Harbour Watch");
    }

    [Theory, OnBothDatabases]
    public async Task Supporters_read_the_languages_that_are_offered_and_staff_all(TestDatabase database)
    {
        var app = await apps.On(database);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);
        await admin.PostStaffFormAsync("/admin/settings", "/admin/settings", Form());

        using var request = new HttpRequestMessage(HttpMethod.Get, "/help") { Headers = { { "Accept-Language", "en" } } };
        var help = await (await app.Client().SendAsync(request)).Content.ReadAsStringAsync();
        help.ShouldContain("<html lang=\"fr\"");
        help.ShouldNotContain("name=\"language\" value=\"en\"");
        using var desk = new HttpRequestMessage(HttpMethod.Get, "/admin/new-campaign") { Headers = { { "Accept-Language", "en" } } };
        var html = await (await admin.SendAsync(desk)).Content.ReadAsStringAsync();
        html.ShouldContain("<html lang=\"en\"");
        html.ShouldContain("<option value=\"fr\" selected=\"selected\">");
    }

    [Theory, OnBothDatabases]
    public async Task A_new_campaign_is_in_the_zone_of_the_organisation(TestDatabase database)
    {
        var app = await apps.On(database);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);
        await admin.PostStaffFormAsync("/admin/settings", "/admin/settings", Form());

        await admin.PostStaffFormAsync("/admin/new-campaign", "/admin/new-campaign", new() { ["Headline"] = "Keep the ferry", ["Language"] = "en" });

        await using var db = app.Db();
        (await db.Campaigns.SingleAsync()).TimeZone.ShouldBe("Europe/Lisbon");
    }

    [Theory, OnBothDatabases]
    public async Task What_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(TestDatabase database)
    {
        var app = await apps.On(database);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);

        var answer = await admin.PostStaffFormAsync("/admin/settings", "/admin/settings", new()
        {
            ["Name"] = " ", ["About"] = new('a', 601), ["Address"] = "1 Pier <Road>", ["ContactEmail"] = "hello", ["PrivacyUrl"] = "javascript:alert(1)", ["BrandColour"] = "teal", ["TimeZone"] = "Mars/Olympus", ["Go"] = "save",
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("<title>Error: ");
        foreach (var field in (string[])["name", "about", "contactEmail", "privacyUrl", "brandColour", "languages", "language", "timeZone"])
        {
            html.ShouldContain($"href=\"#{field}\"");
            html.ShouldContain($"id=\"{field}-error\"");
        }
        foreach (var typed in (string[])["1 Pier &lt;Road&gt;", "javascript:alert(1)", "value=\"teal\""]) html.ShouldContain(typed);
        await using var db = app.Db();
        (await db.Organisation.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_who_save_the_second_sees_both_and_loses_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var (first, second) = (await app.StaffClientAsync("first@opensquare.example", Roles.Admin), await app.StaffClientAsync("second@opensquare.example", Roles.Admin));
        second.DefaultRequestHeaders.Add("Accept-Language", "en");
        await first.PostStaffFormAsync("/admin/settings", "/admin/settings", Form());

        var answer = await second.PostStaffFormAsync("/admin/settings", "/admin/settings", Form(name: "Harbour Guard"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        html.ShouldContain("Name of first saved this page after you opened it.");
        html.ShouldContain("value=\"Harbour Guard\"");
        html.ShouldContain("<p class=\"pre\" dir=\"auto\">Harbour Watch</p>");
        html.ShouldContain("name=\"Revision\" value=\"1\"");
        await second.PostStaffFormAsync("/admin/settings", "/admin/settings", Form(1, "Harbour Guard"));
        (await app.Client().GetStringAsync("/help")).ShouldContain("Harbour Guard");
    }

    [Theory, OnBothDatabases]
    public async Task A_colour_is_measured_in_words_and_shown_before_it_is_saved(TestDatabase database)
    {
        var app = await apps.On(database);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);

        var form = Form(colour: "#ffdd00");
        form["Go"] = "try";
        var html = WebUtility.HtmlDecode(await (await admin.PostStaffFormAsync("/admin/settings", "/admin/settings", form)).Content.ReadAsStringAsync());

        html.ShouldContain("/brand.css?v=ffdd00");
        html.ShouldContain("White words on #ffdd00: 1.3 to 1. They are hard to read: 4.5 to 1 is needed.");
        html.ShouldContain("They read well.");
        html.ShouldContain("On pages buttons take a darker shade of it");
        html.ShouldContain("In mails buttons have this colour with dark words.");
        await using var db = app.Db();
        (await db.Organisation.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task A_value_in_the_configuration_wins_and_its_field_says_so(TestDatabase database)
    {
        var setup = new AppSetup();
        (setup.Settings["Site:Organisation"], setup.Settings["Site:ContactEmail"]) = ("Open Square", "hello@opensquare.example");
        await using var app = await CampaignsApp.StartAsync(database, setup);
        var admin = await app.StaffClientAsync("admin@opensquare.example", Roles.Admin);

        var html = WebUtility.HtmlDecode(await admin.GetStringAsync("/admin/settings"));
        html.ShouldContain("Set in the configuration file, as Site:Organisation");
        html.ShouldContain("value=\"Open Square\" dir=\"auto\" autocomplete=\"off\" readonly");
        await admin.PostStaffFormAsync("/admin/settings", "/admin/settings", Form());

        var help = await app.Client().GetStringAsync("/help");
        help.ShouldContain("Open Square, 1 Pier Road, Harrow Bay");
        help.ShouldNotContain("Harbour Watch");
        await using var db = app.Db();
        (await db.Organisation.SingleAsync()).Name.ShouldBeNull();
    }
}
