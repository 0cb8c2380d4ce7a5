using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Account;

/// <summary>The ways back in for whoever lost a second step.</summary>
public sealed partial class LostFactorTests(LostFactorTests.RequiredApps apps) : IClassFixture<LostFactorTests.RequiredApps>
{
    private const string Mira = "mira@opensquare.example", Head = "head@opensquare.example";

    public sealed class RequiredApps : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Settings["Staff:SecondFactor"] = "Required";
    }

    [Theory, OnBothDatabases]
    public async Task An_admin_resets_a_colleagues_second_step_and_the_next_sign_in_sets_up_a_new_one(TestDatabase database)
    {
        var app = await apps.On(database);
        var (mira, _) = await EnrolledAsync(app, Mira);
        var (head, _) = await EnrolledAsync(app, Head);
        await using var db = app.Db();
        var (miraId, headId) = ((await db.Users.SingleAsync(user => user.Email == Mira)).Id, (await db.Users.SingleAsync(user => user.Email == Head)).Id);

        await head.OpenAsync($"/admin/people/{miraId}");
        await head.PressAsync("/reset-second-step");
        head.Html.ShouldContain("The second step is reset");

        (await mira.OpenAsync("/admin")).Path.ShouldStartWith("/sign-in");
        await app.RunAsync<DrainDeliveries>();
        var mail = app.Mail.To(Mira).Single();
        mail.Subject.ShouldBe("The second step of your sign-in was reset");
        mail.Text.ShouldContain("/sign-in");
        await mira.PressAsync("/sign-in", null, ("Email", Mira), ("Password", StaffAccounts.Password));
        mira.Path.ShouldBe("/admin/second-factor");
        await EnrolAsync(mira);
        (await mira.OpenAsync("/admin")).Path.ShouldBe("/admin");
        var entry = await db.AuditEntries.SingleAsync(row => row.Action == "second-factor.reset");
        (entry.ActorId, entry.Subject).ShouldBe((headId, miraId.ToString()));

        // Never one's own: that is not offered, and not done.
        (await head.OpenAsync($"/admin/people/{headId}")).Page.QuerySelector("form[action$='/reset-second-step']").ShouldBeNull();
        await head.Client.PostStaffFormAsync("/admin/account", $"/admin/people/{headId}/reset-second-step", []);
        (await db.Users.AsNoTracking().SingleAsync(user => user.Id == headId)).TwoFactorEnabled.ShouldBeTrue();
    }

    [Theory, OnBothDatabases]
    public async Task A_recovery_code_shows_that_it_is_still_them_once_and_few_left_are_said(TestDatabase database)
    {
        var app = await apps.On(database);
        var (mira, codes) = await EnrolledAsync(app, Mira);
        (await mira.OpenAsync("/admin/account")).Html.ShouldContain("10 left.");
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await mira.OpenAsync("/admin/account");
        await mira.PressAsync("/recovery-codes");
        mira.Html.ShouldContain("Is it still you?");

        var wrong = await mira.Client.PostStaffFormAsync("/admin/account", "/sign-in/again", new() { ["again-path"] = "/admin/account", ["again-password"] = StaffAccounts.Password, ["again-code"] = "AAAAA-AAAAA" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var right = await mira.Client.PostStaffFormAsync("/admin/account", "/sign-in/again", new() { ["again-path"] = "/admin/account", ["again-password"] = StaffAccounts.Password, ["again-code"] = codes[0].ToLowerInvariant() });
        right.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        (await mira.OpenAsync("/admin/account")).Html.ShouldContain("9 left.");
        (await mira.Client.PostStaffFormAsync("/admin/account", "/sign-in/again", new() { ["again-path"] = "/admin/account", ["again-password"] = StaffAccounts.Password, ["again-code"] = codes[0] })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        for (var used = 1; used <= 6; used++)
            (await mira.Client.PostStaffFormAsync("/admin/account", "/sign-in/again", new() { ["again-path"] = "/admin/account", ["again-password"] = StaffAccounts.Password, ["again-code"] = codes[used] })).StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        (await mira.OpenAsync("/admin/account")).Html.ShouldContain("You have 3 recovery codes left.");
        await mira.PressAsync("/recovery-codes");
        RecoveryCode().Count(mira.Html).ShouldBe(10);
        (await mira.OpenAsync("/admin/account")).Html.ShouldNotContain("You have 3 recovery codes left.");
        (await mira.Client.PostStaffFormAsync("/admin/account", "/sign-in/again", new() { ["again-path"] = "/admin/account", ["again-password"] = StaffAccounts.Password, ["again-code"] = codes[9] })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, OnBothDatabases]
    public async Task An_app_moves_to_another_phone_and_the_old_one_is_worth_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var (mira, _) = await EnrolledAsync(app, Mira);
        await mira.OpenAsync("/admin/account");
        await mira.PressAsync("/app/remove", "true");
        mira.Path.ShouldBe("/admin/second-factor");
        var key = Key().Match(mira.Html).Groups[1].Value;
        await EnrolAsync(mira);

        var elsewhere = app.Client();
        await elsewhere.SignInAsync(Mira);
        (await elsewhere.PostStaffFormAsync("/sign-in/code", "/sign-in/code", new() { ["Code"] = StaffAccounts.Totp(key, DateTimeOffset.UtcNow) })).Headers.Location!.ToString().ShouldBe("/admin");
        await using var db = app.Db();
        (await db.AuditEntries.CountAsync(row => row.Action == "second-factor.app-replaced")).ShouldBe(1);
    }

    private static async Task<(TestBrowser Browser, List<string> Codes)> EnrolledAsync(CampaignsApp app, string email)
    {
        var browser = new TestBrowser(await app.StaffClientAsync(email, Roles.Admin));
        await browser.OpenAsync("/admin/second-factor");
        return (browser, await EnrolAsync(browser));
    }

    private static async Task<List<string>> EnrolAsync(TestBrowser browser)
    {
        // The program's codes follow the machine's clock, as phones do.
        await browser.PressAsync("/admin/second-factor", null, ("Code", StaffAccounts.Totp(Key().Match(browser.Html).Groups[1].Value, DateTimeOffset.UtcNow)));
        return [.. RecoveryCode().Matches(browser.Html).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("<code dir=\"ltr\">([A-Z2-7 ]+)</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([A-Z0-9-]{11})</code></li>")]
    private static partial Regex RecoveryCode();
}
