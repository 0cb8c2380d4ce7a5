using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.IntegrationTests.Support;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Account;

/// <summary>What the server takes from an authenticator, and what it refuses whatever a browser says.</summary>
public sealed partial class PasskeyTests(PasskeyTests.RequiredApps apps) : IClassFixture<PasskeyTests.RequiredApps>
{
    private const string Mira = "mira@opensquare.example", Noor = "noor@opensquare.example", Making = "/admin/second-factor";

    public sealed class RequiredApps : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Settings["Staff:SecondFactor"] = "Required";
    }

    [Theory, OnBothDatabases]
    public async Task A_passkey_is_both_factors_and_its_maker_goes_on(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync(Mira, Roles.Admin);
        using var passkey = new SoftPasskey();
        var made = await MakeAsync(client, passkey);
        RecoveryCode().Count(await made.Content.ReadAsStringAsync()).ShouldBe(10);
        (await client.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var elsewhere = app.Client();
        (await UseAsync(elsewhere, passkey)).Headers.Location!.ToString().ShouldBe("/admin");
        (await elsewhere.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
        // The password alone asks for more, and no code of an app that was never set up is right.
        var typed = app.Client();
        (await typed.SignInAsync(Mira)).Headers.Location!.ToString().ShouldStartWith("/sign-in/code");
        (await typed.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task Another_site_an_unverified_holder_and_a_disabled_account_are_refused(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync(Mira, Roles.Admin);
        foreach (var wrong in (SoftPasskey[])[new() { Origin = "https://campaigns.test.evil.example" }, new() { LooksAtWhoHolds = false }])
            using (wrong) (await MakeAsync(client, wrong)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var passkey = new SoftPasskey();
        (await MakeAsync(client, passkey)).StatusCode.ShouldBe(HttpStatusCode.OK);

        passkey.Origin = "https://evil.example";
        (await UseAsync(app.Client(), passkey)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (passkey.Origin, passkey.LooksAtWhoHolds) = (CampaignsApp.PublicUrl, false);
        (await UseAsync(app.Client(), passkey)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        passkey.LooksAtWhoHolds = true;
        (await UseAsync(app.Client(), passkey)).Headers.Location!.ToString().ShouldBe("/admin");
        await using var db = app.Db();
        await db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DeactivatedAt, app.Now));
        (await UseAsync(app.Client(), passkey)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, OnBothDatabases]
    public async Task An_answer_counts_once_in_time_and_in_the_browser_that_was_asked(TestDatabase database)
    {
        var app = await apps.On(database);
        var maker = await app.StaffClientAsync(Mira, Roles.Admin);
        using var passkey = new SoftPasskey();
        await MakeAsync(maker, passkey);

        var (token, cookies, options) = await AskedAsync(app);
        var answer = passkey.Use(options);
        (await PostAsync(app, token, cookies, answer)).Headers.Location!.ToString().ShouldBe("/admin");
        // The very same request once more, with the cookie that the browser was told to forget.
        (await PostAsync(app, token, cookies, answer)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        // An answer to a question that somebody else was asked.
        var (otherToken, otherCookies, _) = await AskedAsync(app);
        (_, _, options) = await AskedAsync(app);
        (await PostAsync(app, otherToken, otherCookies, passkey.Use(options))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        // Too late.
        (token, cookies, options) = await AskedAsync(app);
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        (await PostAsync(app, token, cookies, passkey.Use(options))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_makes_a_passkey_of_a_colleagues_or_answers_for_them(TestDatabase database)
    {
        var app = await apps.On(database);
        var (mira, noor) = (await app.StaffClientAsync(Mira, Roles.Admin), await app.StaffClientAsync(Noor, Roles.Admin));
        using var passkey = new SoftPasskey();
        await MakeAsync(mira, passkey);
        using var copy = new SoftPasskey { Id = passkey.Id };
        (await MakeAsync(noor, copy)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await UseAsync(app.Client(), copy)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        using var own = new SoftPasskey();
        await MakeAsync(noor, own);
        // Noor's device says that it is Mira's.
        var real = own.UserHandle;
        own.UserHandle = passkey.UserHandle;
        (await UseAsync(app.Client(), own)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        own.UserHandle = real;
        // Mira's answer does not show that it is still Noor.
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        var asked = await noor.PostStaffFormAsync("/admin/account", "/sign-in/again/options", []);
        var again = await noor.PostStaffFormAsync("/admin/account", "/sign-in/again", new() { ["again-path"] = "/admin/account/recovery-codes", ["again-credential"] = passkey.Use(await asked.Content.ReadAsStringAsync()) });
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        asked = await noor.PostStaffFormAsync("/admin/account", "/sign-in/again/options", []);
        again = await noor.PostStaffFormAsync("/admin/account", "/sign-in/again", new() { ["again-path"] = "/admin/account/recovery-codes", ["again-credential"] = own.Use(await asked.Content.ReadAsStringAsync()) });
        again.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
    }

    [Theory, OnBothDatabases]
    public async Task The_last_second_step_stays_where_the_role_needs_one_and_each_change_ends_other_sessions(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = await app.StaffClientAsync(Mira, Roles.Admin);
        using SoftPasskey first = new(), second = new();
        await MakeAsync(client, first);
        var elsewhere = app.Client();
        await UseAsync(elsewhere, first);
        await MakeAsync(client, second, "The blue phone");
        (await elsewhere.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");

        var browser = await new TestBrowser(client).OpenAsync("/admin/account");
        await browser.PressAsync("/passkeys/rename", null, ("Name", " "));
        ((int)browser.Status, browser.Html.Contains("Give the passkey a name")).ShouldBe((422, true));
        await browser.PressAsync("/passkeys/remove");
        browser.Html.ShouldContain("It is removed");
        browser.Page.QuerySelector("form[action$='/passkeys/remove']").ShouldBeNull();
        await browser.PressAsync("/passkeys/rename", null, ("Name", "The last one"));
        browser.Html.ShouldContain("The last one");
        var id = browser.Value("Id")!;
        var refused = await client.PostStaffFormAsync("/admin/account", "/admin/account/passkeys/remove", new() { ["Id"] = id });
        ((int)refused.StatusCode, (await refused.Content.ReadAsStringAsync()).Contains("Add another one first")).ShouldBe((422, true));
        await using var db = app.Db();
        (await db.UserPasskeys.CountAsync()).ShouldBe(1);
        (await client.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpResponseMessage> MakeAsync(HttpClient client, SoftPasskey passkey, string name = "My phone")
    {
        var asked = await client.PostStaffFormAsync(Making, $"{Making}/passkey/options", []);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await client.PostStaffFormAsync(Making, $"{Making}/passkey", new() { ["Name"] = name, ["Credential"] = passkey.Make(await asked.Content.ReadAsStringAsync()) });
    }

    private static async Task<HttpResponseMessage> UseAsync(HttpClient client, SoftPasskey passkey)
    {
        var asked = await client.PostStaffFormAsync("/sign-in", "/sign-in/passkey/options", []);
        return await client.PostStaffFormAsync("/sign-in", "/sign-in/passkey", new() { ["Credential"] = passkey.Use(await asked.Content.ReadAsStringAsync()) });
    }

    /// <summary>Asks as a new browser and keeps what it was given, so that a test can send it as often as it likes.</summary>
    private static async Task<(string Token, string Cookies, string Options)> AskedAsync(CampaignsApp app)
    {
        using var client = app.CreateDefaultClient(new Uri(app.Address));
        using var page = await client.GetAsync("/sign-in");
        var token = WebUtility.HtmlDecode(Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
        var cookies = Cookies(page);
        using var asked = await SendAsync(client, "/sign-in/passkey/options", cookies, new() { ["__RequestVerificationToken"] = token });
        return (token, $"{cookies}; {Cookies(asked)}", await asked.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> PostAsync(CampaignsApp app, string token, string cookies, string credential)
    {
        using var client = app.CreateDefaultClient(new Uri(app.Address));
        return await SendAsync(client, "/sign-in/passkey", cookies, new() { ["__RequestVerificationToken"] = token, ["Credential"] = credential });
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string cookies, Dictionary<string, string> fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Cookie", cookies);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return client.SendAsync(request);
    }

    private static string Cookies(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<li><code>([A-Z0-9-]{11})</code></li>")]
    private static partial Regex RecoveryCode();
}
