using System.Net;
using Campaigns.Core.Accounts;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Setup;

public sealed class SetupTests(Apps apps) : IClassFixture<Apps>
{
    private static Dictionary<string, string> Form(string email = "mira@opensquare.example") => new()
    {
        ["Name"] = "Mira Okafor", ["Email"] = email, ["Password"] = StaffAccounts.Password,
    };

    [Theory, OnBothDatabases]
    public async Task The_first_administrator_is_made_and_the_page_closes(TestDatabase database)
    {
        var app = await apps.On(database);
        var client = app.Client();

        (await client.PostStaffFormAsync("/setup", "/setup", Form())).Headers.Location!.ToString().ShouldBe("/admin/setup");

        (await client.GetStringAsync("/admin")).ShouldContain("Mira Okafor");
        (await app.Client().GetAsync("/setup")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client().PostStaffFormAsync("/sign-in", "/setup", Form("other@opensquare.example"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var db = app.Db();
        (await db.Users.CountAsync()).ShouldBe(1);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(TestDatabase database)
    {
        var app = await apps.On(database);

        var answer = await app.Client().PostStaffFormAsync("/setup", "/setup", new() { ["Name"] = "Mira <Okafor>", ["Email"] = "mira", ["Password"] = "short" });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("<title>Error: ");
        html.ShouldContain("id=\"email-error\"");
        html.ShouldContain("Use at least 12 characters for your password");
        html.ShouldContain("value=\"Mira &lt;Okafor&gt;\"");
        html.ShouldNotContain("value=\"short\"");
        var empty = await (await app.Client().PostStaffFormAsync("/setup", "/setup", new() { ["Name"] = "", ["Email"] = "", ["Password"] = "" })).Content.ReadAsStringAsync();
        foreach (var field in (string[])["name", "email", "password"]) empty.ShouldContain($"href=\"#{field}\"");
        await using var db = app.Db();
        (await db.Users.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnBothDatabases]
    public async Task Of_many_who_press_at_once_one_becomes_the_administrator(TestDatabase database)
    {
        var app = await apps.On(database);
        // The form of another page holds the same kind of token: /setup itself is gone for whoever opens it a moment late.
        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(at => app.Client().PostStaffFormAsync("/sign-in", "/setup", Form($"mira{at}@opensquare.example"))));

        answers.Count(answer => answer.Headers.Location is not null).ShouldBe(1);
        answers.Count(answer => answer.StatusCode is HttpStatusCode.NotFound).ShouldBe(11);
        await using var db = app.Db();
        (await db.Users.CountAsync()).ShouldBe(1);
        (await db.UserRoles.CountAsync()).ShouldBe(1);
    }
}

public sealed class AdministratorFromSettingsTests
{
    private static AppSetup With(string? email, string? password, string environment = "Test")
    {
        var setup = new AppSetup { Environment = environment };
        (setup.Settings["Setup:AdminEmail"], setup.Settings["Setup:AdminPassword"]) = (email, password);
        return setup;
    }

    [Theory, OnBothDatabases]
    public async Task The_administrator_of_the_settings_can_sign_in_and_setup_is_closed(TestDatabase database)
    {
        await using var app = await CampaignsApp.StartAsync(database, With("mira@opensquare.example", StaffAccounts.Password));

        (await app.Client().GetAsync("/setup")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client().SignInAsync("mira@opensquare.example")).Headers.Location!.ToString().ShouldBe("/admin");
    }

    [Theory, OnBothDatabases]
    public async Task Nodes_that_start_at_once_make_one_account_and_later_starts_leave_it_alone(TestDatabase database)
    {
        await using var app = await CampaignsApp.StartAsync(database, With("mira@opensquare.example", StaffAccounts.Password));
        await using (var db = app.Db()) await db.Users.ExecuteDeleteAsync();

        await Task.WhenAll(Enumerable.Range(1, 8).Select(_ => EnsureAsync(app)));
        await using var after = app.Db();
        var made = await after.Users.AsNoTracking().SingleAsync();
        await EnsureAsync(app);

        (await after.Users.AsNoTracking().SingleAsync()).ConcurrencyStamp.ShouldBe(made.ConcurrencyStamp);
        (await after.UserRoles.CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("mira@opensquare.example", null, "Setup:AdminPassword is missing")]
    [InlineData("mira@opensquare.example", "short", "Setup:AdminPassword is too short")]
    [InlineData("mira@opensquare.example", "Password123456!", "Setup:AdminPassword is one that attackers try first")]
    [InlineData(null, StaffAccounts.Password, "Setup:AdminPassword is set but Setup:AdminEmail is missing")]
    public async Task A_setting_that_will_not_do_stops_the_start_with_its_key(string? email, string? password, string sentence)
    {
        var stop = await Should.ThrowAsync<SettingException>(() => CampaignsApp.StartAsync(TestDatabase.Sqlite, With(email, password)));

        stop.Message.ShouldStartWith(sentence);
    }

    [Fact]
    public async Task Production_refuses_a_second_factor_that_is_only_offered()
    {
        var setup = With(null, null, "Production");
        setup.Settings["Staff:SecondFactor"] = "Optional";

        (await Should.ThrowAsync<Exception>(() => CampaignsApp.StartAsync(TestDatabase.Sqlite, setup))).Message.ShouldContain("Staff:SecondFactor is Optional");
    }

    private static async Task EnsureAsync(CampaignsApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await Staff.EnsureAdministratorAsync(scope.ServiceProvider, CancellationToken.None);
    }
}
