using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.SignIn;

public sealed class SignInTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task The_right_password_opens_the_page_that_was_asked_for(TestDatabase database)
    {
        var app = await apps.On(database);
        var user = await app.AddStaffAsync("mira@opensquare.example", Roles.Viewer);
        var client = app.Client();

        var asked = await client.GetAsync("/admin/campaigns?status=live");
        asked.Headers.Location!.ToString().ShouldBe("/sign-in?returnUrl=%2Fadmin%2Fcampaigns%3Fstatus%3Dlive");
        var entered = await client.SignInAsync("Mira@OpenSquare.example", returnUrl: "/admin/campaigns?status=live");

        entered.Headers.Location!.ToString().ShouldBe("/admin/campaigns?status=live");
        (await client.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = app.Db();
        var entry = await db.AuditEntries.SingleAsync();
        (entry.Action, entry.ActorId).ShouldBe(("sign-in.succeeded", user.Id));
    }

    [Theory, OnBothDatabases]
    public async Task Unknown_address_wrong_password_and_locked_account_get_the_same_page(TestDatabase database)
    {
        var app = await apps.On(database);
        var user = await app.AddStaffAsync("mira@opensquare.example", Roles.Viewer);
        var client = app.Client();

        var wrong = await PageAsync(await client.SignInAsync("mira@opensquare.example", "not the password"));
        var unknown = await PageAsync(await client.SignInAsync("nobody@opensquare.example", "not the password"));
        for (var more = 0; more < 4; more++) await client.SignInAsync("mira@opensquare.example", "not the password");
        var locked = await PageAsync(await client.SignInAsync("mira@opensquare.example"));

        unknown.ShouldBe(wrong);
        locked.ShouldBe(wrong);
        await using var db = app.Db();
        (await db.AuditEntries.Where(a => a.Subject == user.Id.ToString()).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync())
            .ShouldBe(["sign-in.failed", "sign-in.failed", "sign-in.failed", "sign-in.failed", "sign-in.locked", "sign-in.locked"]);
        (await db.AuditEntries.CountAsync(a => a.Subject == null && a.Action == "sign-in.failed")).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task The_twenty_first_try_from_one_address_has_to_wait(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync("mira@opensquare.example", Roles.Viewer);
        var client = app.Client();
        for (var at = 1; at <= 20; at++) (await client.SignInAsync("", "")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var refused = await client.SignInAsync("mira@opensquare.example");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (refused.Headers.RetryAfter!.Date!.Value - app.Now).ShouldBeInRange(TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(16));
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        (await client.SignInAsync("mira@opensquare.example")).Headers.Location!.ToString().ShouldBe("/admin");
    }

    [Theory, OnBothDatabases]
    public async Task A_post_without_the_token_of_the_form_is_refused(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync("mira@opensquare.example", Roles.Viewer);

        var answer = await app.Client().PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Email"] = "mira@opensquare.example", ["Password"] = StaffAccounts.Password,
        }));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [OnBothDatabases("https://elsewhere.example/admin", "//elsewhere.example", "/\\elsewhere.example", "admin")]
    public async Task Signing_in_never_leads_to_another_site(TestDatabase database, string returnUrl)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync("mira@opensquare.example", Roles.Viewer);

        (await app.Client().SignInAsync("mira@opensquare.example", returnUrl: returnUrl)).Headers.Location!.ToString().ShouldBe("/admin");
    }

    [Theory, OnBothDatabases]
    public async Task The_cookie_is_bound_to_this_host_and_hidden_from_scripts(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync("mira@opensquare.example", Roles.Viewer);

        var cookies = (await app.Client().SignInAsync("mira@opensquare.example")).Headers.GetValues("Set-Cookie").ToList();

        var session = cookies.ShouldHaveSingleItem();
        session.ShouldStartWith("__Host-staff=");
        foreach (var part in (string[])["path=/", "secure", "httponly", "samesite=lax"]) session.ShouldContain(part, Case.Insensitive);
        session.ShouldNotContain("domain=", Case.Insensitive);
        session.ShouldNotContain("expires=", Case.Insensitive);
    }

    [Theory, OnBothDatabases]
    public async Task Signing_out_closes_the_staff_area(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("mira@opensquare.example", Roles.Viewer);

        (await client.PostStaffFormAsync("/admin", "/sign-out", [])).Headers.Location!.ToString().ShouldBe("/sign-in");

        (await client.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task An_idle_hour_ends_the_session(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("mira@opensquare.example", Roles.Viewer);

        app.Clock.Advance(TimeSpan.FromMinutes(59));
        (await client.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await client.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task Twelve_hours_end_the_session_however_busy_it_was(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("mira@opensquare.example", Roles.Viewer);

        for (var at = 1; at <= 14; at++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(50));
            (await client.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        app.Clock.Advance(TimeSpan.FromMinutes(21));
        (await client.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task An_account_that_is_taken_away_is_out_within_a_minute(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync("mira@opensquare.example", Roles.Viewer);
        await using (var db = app.Db()) await db.Users.ExecuteDeleteAsync();

        app.Clock.Advance(TimeSpan.FromSeconds(61));

        (await client.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    /// <summary>Status and page, without what differs by design: the token and the address that was typed.</summary>
    private static async Task<string> PageAsync(HttpResponseMessage answer)
    {
        var html = Regex.Replace(await answer.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\"[^>]*>", "");
        return $"{answer.StatusCode} {Regex.Replace(html, "value=\"[a-z]+@opensquare.example\"", "")}";
    }
}
