using System.Net;
using System.Text;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.Account;

public sealed class SessionTests(Apps apps) : IClassFixture<Apps>
{
    private const string Vera = "vera@opensquare.example", Head = "head@opensquare.example";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    [Theory, OnBothDatabases]
    public async Task Where_one_is_signed_in_stands_on_the_account_page_and_the_other_can_be_ended(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync(Vera, Roles.Viewer);
        var (desk, phone) = (await EnterAsync(app, Vera), await EnterAsync(app, Vera, Phone));

        await desk.OpenAsync("/admin/account");
        var list = desk.Page.QuerySelector("#sessions")!;
        list.QuerySelectorAll("li strong").Select(device => device.TextContent).ShouldBe(["Firefox on Linux", "Safari on iPhone"]);
        list.QuerySelector("li")!.TextContent.ShouldContain("This one");
        await desk.PressAsync("/sessions/end");

        desk.Html.ShouldContain("Whoever sits there has to sign in again");
        desk.Page.QuerySelectorAll("#sessions li").Length.ShouldBe(1);
        (await phone.OpenAsync("/admin")).Path.ShouldStartWith("/sign-in");
        (await desk.OpenAsync("/admin")).Path.ShouldBe("/admin");
        await using var db = app.Db();
        (await db.AuditEntries.SingleAsync(a => a.Action == "session.ended")).Count.ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task All_others_end_with_one_press_and_nobody_ends_a_colleagues_without_the_right(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync(Vera, Roles.Viewer);
        await app.AddStaffAsync(Head, Roles.Viewer);
        var desk = await EnterAsync(app, Vera);
        List<TestBrowser> others = [await EnterAsync(app, Vera, Phone), await EnterAsync(app, Vera, "something new")];
        var colleague = await EnterAsync(app, Head);
        await using (var db = app.Db())
        {
            var foreign = (await db.StaffTickets.SingleAsync(ticket => ticket.StaffId == db.Users.Single(user => user.Email == Head).Id)).Id;
            await desk.OpenAsync("/admin/account");
            desk.Page.QuerySelector("#sessions")!.TextContent.ShouldContain("A browser that does not say what it is");
            await desk.PressAsync("/sessions/end", null, ("session", foreign.ToString()));
        }

        (await colleague.OpenAsync("/admin")).Path.ShouldBe("/admin");
        await desk.PressAsync("/sessions/end-others");
        foreach (var other in others) (await other.OpenAsync("/admin")).Path.ShouldStartWith("/sign-in");
        (await desk.OpenAsync("/admin")).Path.ShouldBe("/admin");
        (await colleague.OpenAsync("/admin")).Path.ShouldBe("/admin");
    }

    [Theory, OnBothDatabases]
    public async Task An_admin_sees_where_a_colleague_is_signed_in_and_ends_it(TestDatabase database)
    {
        var app = await apps.On(database);
        var vera = await app.AddStaffAsync(Vera, Roles.Viewer);
        await app.AddStaffAsync(Head, Roles.Admin);
        var (phone, head) = (await EnterAsync(app, Vera, Phone), await EnterAsync(app, Head));

        await head.OpenAsync($"/admin/people/{vera.Id}");
        head.Page.QuerySelector("#sessions")!.TextContent.ShouldContain("Safari on iPhone");
        await head.PressAsync("/sessions/end");
        head.Page.QuerySelector("#sessions")!.TextContent.ShouldContain("Not signed in anywhere");

        (await phone.OpenAsync("/admin")).Path.ShouldStartWith("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_is_deactivated_is_out_at_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var vera = await app.AddStaffAsync(Vera, Roles.Viewer);
        await app.AddStaffAsync(Head, Roles.Admin);
        var (desk, head) = (await EnterAsync(app, Vera), await EnterAsync(app, Head));

        await head.OpenAsync($"/admin/people/{vera.Id}");
        await head.PressAsync("/deactivate");

        (await desk.OpenAsync("/admin")).Path.ShouldStartWith("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task A_changed_password_ends_the_other_sessions_at_once_and_this_one_goes_on(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync(Vera, Roles.Viewer);
        var (desk, phone) = (await EnterAsync(app, Vera), await EnterAsync(app, Vera, Phone));
        await desk.OpenAsync("/admin/account");

        await desk.PressAsync("/password", null, ("Current", "not the password"), ("Password", "walnut ferry lantern six"));
        ((int)desk.Status, desk.Html.Contains("This is not your password")).ShouldBe((422, true));
        await desk.PressAsync("/password", null, ("Current", StaffAccounts.Password), ("Password", "short"));
        ((int)desk.Status, desk.Html.Contains("Use at least 12 characters")).ShouldBe((422, true));
        (await phone.OpenAsync("/admin")).Path.ShouldBe("/admin");
        await desk.PressAsync("/password", null, ("Current", StaffAccounts.Password), ("Password", "walnut ferry lantern six"));

        desk.Html.ShouldContain("Your new password is saved");
        (await phone.OpenAsync("/admin")).Path.ShouldStartWith("/sign-in");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await desk.OpenAsync("/admin")).Path.ShouldBe("/admin");
        (await app.Client().SignInAsync(Vera)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Client().SignInAsync(Vera, "walnut ferry lantern six")).Headers.Location!.ToString().ShouldBe("/admin");
    }

    [Theory, OnBothDatabases]
    public async Task A_name_and_a_language_are_saved_and_speak_at_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var vera = await app.AddStaffAsync(Vera, Roles.Viewer);
        var desk = await EnterAsync(app, Vera);
        await desk.OpenAsync("/admin/account");
        await desk.PressAsync("/admin/account", null, ("Name", " "));
        ((int)desk.Status, desk.Html.Contains("Enter your full name")).ShouldBe((422, true));
        await desk.PressAsync("/admin/account", null, ("Name", "Véra Nový"), ("Language", "fr"));

        desk.Page.DocumentElement.GetAttribute("lang").ShouldBe("fr");
        desk.Page.QuerySelector(".desk-top bdi")!.TextContent.ShouldBe("Véra Nový");
        await using var db = app.Db();
        (await db.Users.Where(user => user.Id == vera.Id).Select(user => new { user.DisplayName, user.Language }).SingleAsync()).ShouldBe(new { DisplayName = "Véra Nový", Language = "fr" });
    }

    [Theory, OnBothDatabases]
    public async Task Signing_in_again_in_the_same_browser_makes_a_new_key_and_ends_the_session_before(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync(Vera, Roles.Viewer);
        var client = app.Client();
        var first = CookieOf(await client.SignInAsync(Vera));
        await using var db = app.Db();
        var before = await db.StaffTickets.AsNoTracking().SingleAsync();
        var second = CookieOf(await client.SignInAsync(Vera));

        second.ShouldNotBe(first);
        var after = await db.StaffTickets.AsNoTracking().SingleAsync();
        (after.Id, Convert.ToHexString(after.Key)).ShouldNotBe((before.Id, Convert.ToHexString(before.Key)));
        (await AskAsync(app, first)).ShouldStartWith("/sign-in");
        (await AskAsync(app, second)).ShouldBe("");
    }

    [Theory, OnBothDatabases]
    public async Task Whoever_reads_or_shuffles_the_table_cannot_take_a_session_over(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync(Vera, Roles.Viewer);
        await app.AddStaffAsync(Head, Roles.Admin);
        var mine = CookieOf(await app.Client().SignInAsync(Vera));
        await app.Client().SignInAsync(Head);
        await using var db = app.Db();
        var rows = await db.StaffTickets.AsNoTracking().ToListAsync();
        var heads = rows.Single(row => db.Users.Any(user => user.Id == row.StaffId && user.Email == Head));

        // Nothing that lies there opens anything as a cookie, and no ticket says a name, an address or a role in the clear.
        foreach (var text in (string[])[Convert.ToHexString(heads.Key), Convert.ToHexStringLower(heads.Key), Convert.ToBase64String(heads.Key), Convert.ToBase64String(heads.Ticket)])
            (await AskAsync(app, text)).ShouldStartWith("/sign-in");
        var ticket = Encoding.Latin1.GetString(heads.Ticket) + Encoding.Unicode.GetString(heads.Ticket);
        foreach (var word in (string[])[Head, "Admin", heads.StaffId.ToString()]) ticket.ShouldNotContain(word);
        // Somebody who can write gives their own key the administrator's ticket.
        await db.StaffTickets.Where(row => row.Id != heads.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Ticket, heads.Ticket));
        (await AskAsync(app, mine)).ShouldStartWith("/sign-in");
    }

    [Theory, OnBothDatabases]
    public async Task Last_seen_is_written_once_a_minute_and_what_is_over_is_purged(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync(Vera, Roles.Viewer);
        var desk = await EnterAsync(app, Vera);
        var began = await SeenAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await desk.OpenAsync("/admin");
        (await SeenAsync()).ShouldBe(began);
        app.Clock.Advance(TimeSpan.FromSeconds(40));
        await desk.OpenAsync("/admin");
        (await SeenAsync()).ShouldBeGreaterThan(began + TimeSpan.FromSeconds(60));

        await app.RunAsync<PurgeSessions>();
        (await desk.OpenAsync("/admin")).Path.ShouldBe("/admin");
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        await app.RunAsync<PurgeSessions>();
        await using var db = app.Db();
        (await db.StaffTickets.CountAsync()).ShouldBe(0);

        async Task<DateTimeOffset> SeenAsync()
        {
            await using var now = app.Db();
            return await now.StaffTickets.Select(ticket => ticket.SeenAt).SingleAsync();
        }
    }

    private static async Task<TestBrowser> EnterAsync(CampaignsApp app, string email, string agent = TestBrowser.People)
    {
        var browser = TestBrowser.Of(app, agent);
        await browser.OpenAsync("/sign-in");
        await browser.PressAsync("/sign-in", null, ("Email", email), ("Password", StaffAccounts.Password));
        browser.Path.ShouldBe("/admin");
        return browser;
    }

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("__Host-staff=", StringComparison.Ordinal)).Split(';')[0]["__Host-staff=".Length..];

    /// <returns>Where a request with this cookie is sent; empty when it is let in.</returns>
    private static async Task<string> AskAsync(CampaignsApp app, string cookie)
    {
        using var client = app.CreateDefaultClient(new Uri(app.Address));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin");
        request.Headers.Add("Cookie", $"__Host-staff={cookie}");
        using var answer = await client.SendAsync(request);
        return answer.Headers.Location?.ToString() ?? "";
    }
}
