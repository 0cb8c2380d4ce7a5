using System.Net;
using System.Text.RegularExpressions;
using Campaigns.Core.Accounts;
using Campaigns.Core.Deliveries;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Features.People;

public sealed class PeopleTests(Apps apps) : IClassFixture<Apps>
{
    private const string Head = "head@opensquare.example", Guest = "noor@opensquare.example", NewPassword = "walnut ferry lantern six";

    [Theory, OnBothDatabases]
    public async Task Whoever_is_invited_makes_an_account_by_the_mailed_link_and_works_with_those_roles(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        await InviteAsync(head, Guest, Roles.Viewer, Roles.Publisher);
        head.Html.ShouldContain("The invitation is on its way");
        var link = await LinkAsync(app, Guest, "invite");
        app.Mail.To(Guest)[0].Text.ShouldContain("Name of head invited you");

        var guest = await TestBrowser.Of(app).OpenAsync(link);
        await guest.PressAsync(link, null, ("Name", ""), ("Password", "short"));
        ((int)guest.Status, guest.Html.Contains("Enter your full name"), guest.Html.Contains("Use at least 12 characters")).ShouldBe((422, true, true));
        await guest.PressAsync(link, null, ("Name", "Noor Haddad"), ("Password", NewPassword));

        (guest.Path, (int)guest.Status).ShouldBe(("/admin", 200));
        await using var db = app.Db();
        var user = await db.Users.SingleAsync(u => u.Email == Guest);
        (user.DisplayName, user.MaySignIn, user.LastSignInAt is not null).ShouldBe(("Noor Haddad", true, true));
        (await db.AuditEntries.Where(a => a.Subject == user.Id.ToString() && a.Action.StartsWith("person.")).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()).ShouldBe(["person.invited", "person.joined"]);
        (await app.Client().SignInAsync(Guest, NewPassword)).Headers.Location!.ToString().ShouldBe("/admin");
        await head.OpenAsync("/admin/people");
        head.Page.QuerySelector("table")!.TextContent.ShouldContain("Noor Haddad");
        (await TestBrowser.Of(app).OpenAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBothDatabases]
    public async Task A_link_is_void_after_72_hours_when_a_newer_one_was_mailed_and_when_it_is_taken_back(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        await InviteAsync(head, Guest, Roles.Viewer);
        var first = await LinkAsync(app, Guest, "invite");
        (await TestBrowser.Of(app).OpenAsync(first)).Status.ShouldBe(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await head.PressAsync("/invite-again");
        var second = await LinkAsync(app, Guest, "invite");
        second.ShouldNotBe(first);
        (await TestBrowser.Of(app).OpenAsync(first)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await TestBrowser.Of(app).OpenAsync(second)).Status.ShouldBe(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromHours(71));
        var late = await TestBrowser.Of(app).OpenAsync(second);
        late.Status.ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await late.PressAsync(second, null, ("Name", "Noor Haddad"), ("Password", NewPassword));
        late.Status.ShouldBe(HttpStatusCode.NotFound);

        head = await SignInAsync(app, Head);
        await head.OpenAsync($"/admin/people/{await IdAsync(app, Guest)}");
        head.Html.ShouldContain("Invitation ran out");
        await head.PressAsync("/invite-again");
        var third = await LinkAsync(app, Guest, "invite");
        await head.PressAsync("/revoke");
        (await TestBrowser.Of(app).OpenAsync(third)).Status.ShouldBe(HttpStatusCode.NotFound);
        head.Page.QuerySelector("table")!.TextContent.ShouldNotContain(Guest);
    }

    [Theory, OnBothDatabases]
    public async Task An_address_is_invited_once_and_with_a_role(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        await InviteAsync(head, Guest.ToUpperInvariant(), Roles.Viewer);
        await head.OpenAsync("/admin/people");
        await head.PressAsync("/invite", null, ("Email", Guest), ("Roles", Roles.Viewer));
        (head.Status, head.Html.Contains("This address has an account or an invitation already"), head.Value("Email")).ShouldBe((HttpStatusCode.UnprocessableEntity, true, Guest));
        await head.PressAsync("/invite", null, ("Email", "other@opensquare.example"), ("Roles", "Emperor"));
        (head.Status, head.Html.Contains("Choose at least one role")).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
        await using var db = app.Db();
        (await db.Users.CountAsync()).ShouldBe(2);
    }

    [Theory, OnBothDatabases]
    public async Task Changed_roles_are_written_down_and_end_the_persons_sessions(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        var vera = await app.StaffClientAsync("vera@opensquare.example", Roles.Viewer);
        var id = await IdAsync(app, "vera@opensquare.example");
        (await vera.GetAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await head.OpenAsync($"/admin/people/{id}");
        await head.PressAsync("/roles", null, ("Roles", Roles.Analyst), ("Roles", Roles.Exporter));
        head.Html.ShouldContain("The roles are saved");

        app.Clock.Advance(TimeSpan.FromSeconds(61));
        (await vera.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        await using var db = app.Db();
        var entry = await db.AuditEntries.SingleAsync(a => a.Action == "person.roles-changed");
        (entry.Subject, entry.Detail, entry.ActorId).ShouldBe((id.ToString(), "+Analyst +Exporter -Viewer", await IdAsync(app, Head)));
    }

    [Theory, OnBothDatabases]
    public async Task The_last_administrator_keeps_the_role_and_the_account(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        var id = await IdAsync(app, Head);
        // Neither an invited nor a deactivated administrator lets anybody in.
        await InviteAsync(head, Guest, Roles.Admin);
        var other = await app.AddStaffAsync("gone@opensquare.example", Roles.Admin);
        await head.OpenAsync($"/admin/people/{other.Id}");
        await head.PressAsync("/deactivate");

        await head.OpenAsync($"/admin/people/{id}");
        await head.PressAsync("/roles", null, ("Roles", Roles.Viewer));
        (head.Status, head.Html.Contains("Nobody else could manage people then")).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
        var refused = await head.Client.PostStaffFormAsync("/admin/people", $"/admin/people/{id}/deactivate", []);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        await head.OpenAsync($"/admin/people/{other.Id}");
        await head.PressAsync("/reactivate");
        await head.OpenAsync($"/admin/people/{id}");
        await head.PressAsync("/roles", null, ("Roles", Roles.Viewer));
        head.Status.ShouldNotBe(HttpStatusCode.UnprocessableEntity);
        await using var db = app.Db();
        (await db.UserRoles.CountAsync(held => held.UserId == id)).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task Two_administrators_cannot_take_the_role_from_each_other_at_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var (one, two) = (await HeadAsync(app), await SignInAsync(app, (await app.AddStaffAsync("second@opensquare.example", Roles.Admin)).Email!));
        await one.OpenAsync($"/admin/people/{await IdAsync(app, "second@opensquare.example")}");
        await two.OpenAsync($"/admin/people/{await IdAsync(app, Head)}");

        await Task.WhenAll(one.PressAsync("/roles", null, ("Roles", Roles.Viewer)), two.PressAsync("/roles", null, ("Roles", Roles.Viewer)));

        await using var db = app.Db();
        (await db.UserRoles.CountAsync(held => db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.Admin))).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task A_deactivated_person_is_out_within_a_minute_and_not_let_in_until_it_is_undone(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        var vera = await app.StaffClientAsync("vera@opensquare.example", Roles.Viewer);
        await head.OpenAsync($"/admin/people/{await IdAsync(app, "vera@opensquare.example")}");
        await head.PressAsync("/deactivate");

        app.Clock.Advance(TimeSpan.FromSeconds(61));
        (await vera.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        (await app.Client().SignInAsync("vera@opensquare.example")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await AskAsync(app, "vera@opensquare.example");
        app.Mail.To("vera@opensquare.example").ShouldBeEmpty();

        await head.PressAsync("/reactivate");
        (await app.Client().SignInAsync("vera@opensquare.example")).Headers.Location!.ToString().ShouldBe("/admin");
    }

    [Theory, OnBothDatabases]
    public async Task A_new_password_by_mail_ends_sessions_and_its_link_works_once(TestDatabase database)
    {
        var app = await apps.On(database);
        var vera = await app.StaffClientAsync("vera@opensquare.example", Roles.Viewer);
        await AskAsync(app, "Vera@opensquare.example");
        var link = await LinkAsync(app, "vera@opensquare.example", "new-password");
        var browser = await TestBrowser.Of(app).OpenAsync(link);
        await browser.PressAsync(link, null, ("Password", "vera@opensquare.example"));
        browser.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await browser.PressAsync(link, null, ("Password", NewPassword));
        browser.Html.ShouldContain("Your new password is saved");

        (await TestBrowser.Of(app).OpenAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        (await vera.GetAsync("/admin")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        (await app.Client().SignInAsync("vera@opensquare.example")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Client().SignInAsync("vera@opensquare.example", NewPassword)).Headers.Location!.ToString().ShouldBe("/admin");
    }

    [Theory, OnBothDatabases]
    public async Task Known_and_unknown_addresses_get_the_same_answer_and_three_mails_a_day(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.AddStaffAsync("vera@opensquare.example", Roles.Viewer);
        var unknown = await AskAsync(app, "nobody@opensquare.example");
        for (var time = 0; time < 5; time++) (await AskAsync(app, "vera@opensquare.example")).ShouldBe(unknown);
        await app.RunAsync<DrainDeliveries>();
        app.Mail.Received.Count.ShouldBe(3);
        var link = await LinkAsync(app, "vera@opensquare.example", "new-password");

        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await TestBrowser.Of(app).OpenAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        app.Clock.Advance(TimeSpan.FromHours(23));
        await AskAsync(app, "vera@opensquare.example");
        await app.RunAsync<DrainDeliveries>();
        app.Mail.Received.Count.ShouldBe(4);
    }

    [Theory, OnBothDatabases]
    public async Task Nothing_of_a_link_lies_in_the_database_and_one_purpose_does_not_open_the_other(TestDatabase database)
    {
        var app = await apps.On(database);
        await InviteAsync(await HeadAsync(app), Guest, Roles.Viewer);
        var token = (await LinkAsync(app, Guest, "invite")).Split('/')[2];
        await using var db = app.Db();
        (await db.Deliveries.SingleAsync(d => d.Kind == DeliveryKind.Account)).State.ShouldBe(DeliveryState.Sent);
        (await db.Deliveries.CountAsync(d => d.IdempotencyKey.Contains(token) || d.MessageId.Contains(token) || d.ReplyText!.Contains(token))).ShouldBe(0);
        (await app.Client().GetAsync($"/new-password/{token}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        app.Logs.Lines.ShouldNotContain(line => line.Contains(Guest) || line.Contains(token));
    }

    [Theory, OnBothDatabases]
    public async Task After_ten_minutes_the_password_is_asked_again_and_what_was_posted_is_done_then(TestDatabase database)
    {
        var app = await apps.On(database);
        var head = await HeadAsync(app);
        var vera = await app.AddStaffAsync("vera@opensquare.example", Roles.Viewer);
        await head.OpenAsync($"/admin/people/{vera.Id}");
        app.Clock.Advance(TimeSpan.FromMinutes(11));

        await head.PressAsync("/roles", null, ("Roles", Roles.Analyst), ("Roles", Roles.Viewer));
        (head.Status, head.Html.Contains("Is it still you?")).ShouldBe((HttpStatusCode.Forbidden, true));
        await head.PressAsync("/sign-in/again", null, ("again-password", "not the password"));
        head.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using (var db = app.Db()) (await db.UserRoles.CountAsync(held => held.UserId == vera.Id)).ShouldBe(1);

        // Browsers repeat the post where 307 leads; this one is repeated by hand.
        var fields = head.Fields("/sign-in/again", null, ("again-password", StaffAccounts.Password));
        var on = await head.Client.PostAsync("/sign-in/again", new FormUrlEncodedContent(fields));
        ((int)on.StatusCode, on.Headers.Location!.ToString()).ShouldBe((307, $"/admin/people/{vera.Id}/roles"));
        var done = await head.Client.PostAsync(on.Headers.Location, new FormUrlEncodedContent(fields));
        done.Headers.Location!.ToString().ShouldEndWith("?done=roles");
        await using var after = app.Db();
        (await after.UserRoles.CountAsync(held => held.UserId == vera.Id)).ShouldBe(2);
        (await after.AuditEntries.CountAsync(a => a.Action == "sign-in.repeated")).ShouldBe(1);
    }

    private static async Task<TestBrowser> HeadAsync(CampaignsApp app)
    {
        await app.AddStaffAsync(Head, Roles.Admin);
        return await SignInAsync(app, Head);
    }

    private static async Task<TestBrowser> SignInAsync(CampaignsApp app, string email)
    {
        var browser = TestBrowser.Of(app);
        (await browser.Client.SignInAsync(email)).Headers.Location!.ToString().ShouldBe("/admin");
        return browser;
    }

    private static async Task InviteAsync(TestBrowser head, string email, params string[] roles)
    {
        await head.OpenAsync("/admin/people");
        await head.PressAsync("/invite", null, [("Email", email), .. roles.Select(role => ("Roles", (string?)role))]);
        head.Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The page that answers, without what differs at each request.</summary>
    private static async Task<string> AskAsync(CampaignsApp app, string email)
    {
        var answer = await app.Client().PostStaffFormAsync("/forgot-password", "/forgot-password", new() { ["email"] = email });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The path of the link in the newest mail.</summary>
    private static async Task<string> LinkAsync(CampaignsApp app, string email, string page)
    {
        await app.RunAsync<DrainDeliveries>();
        return new Uri(Link(page).Matches(app.Mail.To(email)[^1].Text)[^1].Value).AbsolutePath;
        static Regex Link(string page) => new($"https?://[^ /]+/{page}/[A-Za-z0-9_-]{{22}}");
    }

    private static async Task<Guid> IdAsync(CampaignsApp app, string email)
    {
        await using var db = app.Db();
        return (await db.Users.SingleAsync(u => u.Email == email)).Id;
    }
}
