using System.Net;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Setup;

public sealed class FirstStepsTests(UnnamedApps apps) : IClassFixture<UnnamedApps>
{
    [Theory, OnBothDatabases]
    public async Task Each_step_is_done_when_the_database_says_so(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await EnglishAsync(app, "mira@opensquare.example", Roles.Admin);
        (await client.GetStringAsync("/admin")).ShouldContain("1 of 7 done.");

        var form = OrganisationTests.Form();
        form["Languages"] = form["Language"] = "en";
        await client.PostStaffFormAsync("/admin/settings", "/admin/settings", form);
        (await client.GetStringAsync("/admin")).ShouldContain("2 of 7 done.");
        await client.PostStaffFormAsync("/admin", "/admin/sample-campaign", []);
        (await client.GetStringAsync("/admin")).ShouldContain("2 of 7 done."); // the sample is nobody's first campaign
        await client.PostStaffFormAsync("/admin/settings/mail", "/admin/settings/mail/test", new() { ["To"] = "mira@opensquare.example" });
        (await client.GetStringAsync("/admin")).ShouldContain("3 of 7 done.");
        await app.AddStaffAsync("joan@opensquare.example", Roles.Viewer);
        (await client.GetStringAsync("/admin")).ShouldContain("4 of 7 done.");
        await new TestCampaign { IsDraft = true }.AddToAsync(app);
        (await client.GetStringAsync("/admin")).ShouldContain("5 of 7 done.");
        await new TestCampaign().AddToAsync(app);
        (await client.GetStringAsync("/admin")).ShouldContain("6 of 7 done.");

        await using var db = app.Db();
        await db.Users.Where(user => user.Email == "mira@opensquare.example").ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, true));
        (await client.GetStringAsync("/admin")).ShouldNotContain("First steps");
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_that_was_refused_leaves_its_step_open(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await EnglishAsync(app, "mira@opensquare.example", Roles.Admin);
        app.Mail.Refuse = _ => "550 5.1.1 No such user";

        await client.PostStaffFormAsync("/admin/settings/mail", "/admin/settings/mail/test", new() { ["To"] = "mira@opensquare.example" });

        (await client.GetStringAsync("/admin")).ShouldContain("1 of 7 done.");
    }

    [Theory, OnBothDatabases]
    public async Task Each_person_hides_the_list_for_themselves_and_shows_it_again(TestDatabase database)
    {
        var app = await apps.On(database);
        var (mira, joan) = (await EnglishAsync(app, "mira@opensquare.example", Roles.Admin), await EnglishAsync(app, "joan@opensquare.example", Roles.Admin));
        (await mira.GetStringAsync("/admin/settings")).ShouldNotContain("Show it again");

        (await mira.PostStaffFormAsync("/admin", "/admin/first-steps/hide", [])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await mira.GetStringAsync("/admin")).ShouldNotContain("First steps");
        (await joan.GetStringAsync("/admin")).ShouldContain("First steps");
        (await mira.GetStringAsync("/admin/settings")).ShouldContain("Show it again");
        await mira.PostStaffFormAsync("/admin/settings", "/admin/first-steps/show", []);
        (await mira.GetStringAsync("/admin")).ShouldContain("First steps");
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_cannot_do_these_things_is_not_asked_to(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await EnglishAsync(app, "mira@opensquare.example", Roles.Organiser, Roles.Publisher);

        (await client.GetStringAsync("/admin")).ShouldNotContain("First steps");
    }

    private static async Task<HttpClient> EnglishAsync(CampaignsApp app, string email, params string[] roles)
    {
        var client = await app.StaffClientAsync(email, roles);
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        return client;
    }
}
