using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;

namespace Campaigns.IntegrationTests.Features.SignIn;

public sealed partial class SecondFactorTests(SecondFactorTests.RequiredApps apps) : IClassFixture<SecondFactorTests.RequiredApps>
{
    private const string Admin = "mira@opensquare.example";

    public sealed class RequiredApps : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Settings["Staff:SecondFactor"] = "Required";
    }

    [Theory]
    [OnBothDatabases(Roles.Organiser, Roles.Publisher, Roles.Exporter, Roles.Admin)]
    public async Task Until_the_second_step_is_on_nothing_but_its_own_page_answers(TestDatabase database, string role)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = await app.StaffClientAsync(Admin, role);

        foreach (var path in (string[])["/admin", $"/admin/campaigns/{campaign.Id}"])
            (await client.GetAsync(path)).Headers.Location!.ToString().ShouldBe("/admin/second-factor");
        var export = await client.PostStaffFormAsync("/admin/second-factor", $"/admin/campaigns/{campaign.Id}/supporters.csv", new() { ["Purpose"] = "thanks" });
        export.Headers.Location!.ToString().ShouldBe("/admin/second-factor");
        (await client.GetAsync("/admin/second-factor")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [OnBothDatabases(Roles.Viewer, Roles.Analyst)]
    public async Task Roles_without_personal_data_are_only_offered_it(TestDatabase database, string role)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync(Admin, role);

        (await client.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetStringAsync("/admin/second-factor")).ShouldContain("Turn on the second step");
    }

    [Theory, OnBothDatabases]
    public async Task After_enrolling_each_sign_in_asks_for_a_code(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync(Admin, Roles.Admin);
        var (key, codes) = await EnrolAsync(client);
        codes.Count.ShouldBe(10);
        codes.ShouldBeUnique();
        (await client.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var again = app.Client();
        (await again.SignInAsync(Admin)).Headers.Location!.ToString().ShouldBe("/sign-in/code?returnUrl=%2Fadmin");
        (await again.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        (await EnterAsync(again, "000000")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await EnterAsync(again, StaffAccounts.Totp(key, DateTimeOffset.UtcNow))).Headers.Location!.ToString().ShouldBe("/admin");
        (await again.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBothDatabases]
    public async Task A_recovery_code_opens_the_door_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var (_, codes) = await EnrolAsync(await app.StaffClientAsync(Admin, Roles.Admin));

        var first = app.Client();
        await first.SignInAsync(Admin);
        (await EnterAsync(first, codes[0].ToLowerInvariant())).Headers.Location!.ToString().ShouldBe("/admin");
        (await first.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var second = app.Client();
        await second.SignInAsync(Admin);
        (await EnterAsync(second, codes[0])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, OnBothDatabases]
    public async Task Enrolling_ends_the_other_sessions_and_goes_on_in_this_one(TestDatabase database)
    {
        var app = await apps.On(database);
        var here = await app.StaffClientAsync(Admin, Roles.Admin);
        var elsewhere = app.Client();
        await elsewhere.SignInAsync(Admin);
        await EnrolAsync(here);

        app.Clock.Advance(TimeSpan.FromSeconds(61));

        (await elsewhere.GetAsync("/admin/second-factor")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        (await here.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await here.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBothDatabases]
    public async Task A_wrong_code_turns_nothing_on_and_the_key_stays(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync(Admin, Roles.Admin);
        var key = await KeyAsync(client);

        var answer = await client.PostStaffFormAsync("/admin/second-factor", "/admin/second-factor", new() { ["Code"] = "000000" });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("This code does not work");
        (await KeyAsync(client)).ShouldBe(key);
        (await client.GetAsync("/admin")).Headers.Location!.ToString().ShouldBe("/admin/second-factor");
    }

    private static Task<HttpResponseMessage> EnterAsync(HttpClient client, string code) =>
        client.PostStaffFormAsync("/sign-in/code", "/sign-in/code", new() { ["Code"] = code });

    private static async Task<(string Key, IReadOnlyList<string> Codes)> EnrolAsync(HttpClient client)
    {
        var key = await KeyAsync(client);
        // The program's codes follow the machine's clock, as phones do.
        var answer = await client.PostStaffFormAsync("/admin/second-factor", "/admin/second-factor", new() { ["Code"] = StaffAccounts.Totp(key, DateTimeOffset.UtcNow) });
        var html = await answer.Content.ReadAsStringAsync();
        return (key, [.. RecoveryCode().Matches(html).Select(match => match.Groups[1].Value)]);
    }

    private static async Task<string> KeyAsync(HttpClient client) => Key().Match(await client.GetStringAsync("/admin/second-factor")).Groups[1].Value;

    [GeneratedRegex("<code dir=\"ltr\">([A-Z2-7 ]+)</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([A-Z0-9-]{11})</code></li>")]
    private static partial Regex RecoveryCode();
}
