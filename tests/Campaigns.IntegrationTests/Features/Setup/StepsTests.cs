using System.Net;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Setup;

public sealed class StepsTests(UnnamedApps apps) : IClassFixture<UnnamedApps>
{
    [Theory, OnBothDatabases]
    public async Task An_installation_is_set_up_in_one_sitting(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = app.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        (await client.GetStringAsync("/setup")).ShouldContain("Step 1 of 4");

        var account = await client.PostStaffFormAsync("/setup", "/setup", new() { ["Name"] = "Mira Okafor", ["Email"] = "mira@opensquare.example", ["Password"] = StaffAccounts.Password });
        account.Headers.Location!.ToString().ShouldBe("/admin/setup");
        (await client.GetAsync("/admin/setup")).Headers.Location!.ToString().ShouldBe("/admin/setup/organisation");
        (await client.GetStringAsync("/admin/setup/organisation")).ShouldContain("Step 2 of 4");
        var organisation = await client.PostStaffFormAsync("/admin/setup/organisation", "/admin/setup/organisation", OrganisationTests.Form());
        organisation.Headers.Location!.ToString().ShouldBe("/admin/setup/mail");
        var mail = await client.GetStringAsync("/admin/setup/mail");
        mail.ShouldContain("Step 3 of 4");
        mail.ShouldContain("127.0.0.1");
        (await client.GetStringAsync("/admin/setup/campaign")).ShouldContain("Step 4 of 4");
        var last = await client.PostStaffFormAsync("/admin/setup/campaign", "/admin/setup/campaign", new() { ["what"] = "new" });

        last.Headers.Location!.ToString().ShouldBe("/admin/new-campaign");
        (await client.GetAsync("/admin/setup")).Headers.Location!.ToString().ShouldBe("/admin");
        await using var db = app.Db();
        (await db.Organisation.SingleAsync()).SetUpAt.ShouldNotBeNull();
        (await db.AuditEntries.Select(entry => entry.Action).ToListAsync()).ShouldContain("setup.finished");
    }

    [Theory, OnBothDatabases]
    public async Task It_can_be_left_and_taken_up_again_where_it_was(TestDatabase database)
    {
        var app = await apps.On(database);
        var first = await app.StaffClientAsync("mira@opensquare.example", Roles.Admin);
        await first.PostStaffFormAsync("/admin/setup/organisation", "/admin/setup/organisation", OrganisationTests.Form());

        var again = app.Client();
        await again.SignInAsync("mira@opensquare.example");

        (await again.GetAsync("/admin/setup")).Headers.Location!.ToString().ShouldBe("/admin/setup/mail");
    }

    [Theory, OnBothDatabases]
    public async Task What_is_wrong_keeps_the_step_open(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("mira@opensquare.example", Roles.Admin);

        var answer = await client.PostStaffFormAsync("/admin/setup/organisation", "/admin/setup/organisation", OrganisationTests.Form(name: ""));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("Enter the name supporters know you by");
        html.ShouldContain("Step 2 of 4");
        (await client.GetAsync("/admin/setup")).Headers.Location!.ToString().ShouldBe("/admin/setup/organisation");
    }

    [Theory, OnBothDatabases]
    public async Task Putting_the_first_campaign_off_ends_the_setup_too(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("mira@opensquare.example", Roles.Admin);

        (await client.PostStaffFormAsync("/admin/setup/campaign", "/admin/setup/campaign", new() { ["what"] = "later" })).Headers.Location!.ToString().ShouldBe("/admin");

        (await client.GetAsync("/admin/setup")).Headers.Location!.ToString().ShouldBe("/admin");
        await using var db = app.Db();
        (await db.Campaigns.AnyAsync()).ShouldBeFalse();
    }
}
