using Microsoft.Extensions.DependencyInjection;
using Campaigns.BrowserTests.Pages;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>The main job: sign, confirm, count; then an administrator sees it.</summary>
public sealed class SigningJourney(SigningJourney.WithAdministrator apps, Browser browser) : IClassFixture<SigningJourney.WithAdministrator>
{
    public sealed class WithAdministrator : Apps
    {
        protected override void Configure(AppSetup setup)
        {
            setup.ListenWithWorker();
            setup.Settings["Setup:AdminEmail"] = StaffPages.Email;
            setup.Settings["Setup:AdminPassword"] = StaffPages.Password;
        }
    }

    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task A_stranger_signs_with_mistakes_mends_them_confirms_and_counts(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await new TestCampaign { Online = 41 }.AddToAsync(app);
        var page = await browser.OpenAsync(app, visitor);
        var petition = new CampaignPage(page);

        await petition.OpenAsync(campaign);
        await page.ShouldBeSoundAsync(visitor);
        await petition.TypeNameAsync("Ana Sousa");
        await petition.TypeEmailAsync("ana@");
        await petition.SignAsync();

        (await petition.Problems.IsVisibleAsync()).ShouldBeTrue();
        (await page.TitleAsync()).ShouldStartWith("Error: ");
        (await petition.NameAsync()).ShouldBe("Ana Sousa");
        (await petition.EmailAsync()).ShouldBe("ana@");
        await page.ShouldBeSoundAsync(visitor);

        await petition.TypeEmailAsync("ana.sousa@example.org");
        await petition.ChooseCountryAsync("Portugal");
        await petition.WantUpdatesAsync();
        await petition.SignAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe($"{campaign.Path}/thanks");
        (await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("Check your email to make it count");
        await page.ShouldBeSoundAsync(visitor);

        var confirm = new ConfirmPage(page);
        await confirm.OpenAsync(await app.Mail.NextToAsync("ana.sousa@example.org"));
        await page.ShouldBeSoundAsync(visitor);
        await confirm.ConfirmAsync();
        (await page.GetByText("Your signature counts.").IsVisibleAsync()).ShouldBeTrue();
        await page.ShouldBeSoundAsync(visitor);

        await app.RunAsync<Web.Features.Signing.CountSignatures>();
        (await page.APIRequest.GetAsync(app.Address + campaign.JsonPath)).Ok.ShouldBeTrue();
        await petition.OpenAsync(campaign);
        await Assertions.Expect(page.Locator("[data-figure=total]")).ToHaveTextAsync("42");
    }

    [Theory, MemberData(nameof(Visitors.All), MemberType = typeof(Visitors))]
    public async Task An_administrator_sees_who_signed(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await using (var scope = app.Services.CreateAsyncScope()) await Web.Startup.Staff.EnsureAdministratorAsync(scope.ServiceProvider, default);
        var campaign = await new TestCampaign { Headline = "Keep the saltmarsh" }.AddToAsync(app);
        await app.Client().SignAsync(campaign, SigningPost.Form("bruno@example.org", "Bruno Leal"));

        var page = await browser.OpenAsync(app, visitor);
        var staff = new StaffPages(page);
        await staff.SignInAsync("not the password at all");
        (await page.GetByText("do not match an account").First.IsVisibleAsync()).ShouldBeTrue();
        await page.ShouldBeSoundAsync(visitor);
        await staff.SignInAsync();
        await page.ShouldBeSoundAsync(visitor);
        await staff.OpenCampaignAsync("Keep the saltmarsh");
        (await page.GetByText("Bruno Leal").First.IsVisibleAsync()).ShouldBeTrue();
        await page.ShouldBeSoundAsync(visitor);
    }

    [Fact]
    public async Task Who_never_signed_says_so_and_counts_for_nothing()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var visitor = new Visitor(360, false);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().SignAsync(campaign, SigningPost.Form("carla@example.org", "Carla Dias"));
        var page = await browser.OpenAsync(app, visitor);
        var confirm = new ConfirmPage(page);
        await confirm.OpenAsync(await app.Mail.NextToAsync("carla@example.org"));
        await confirm.NotMeAsync();
        await page.ShouldBeSoundAsync(visitor);
        await using var db = app.Db();
        db.Signatures.Single().State.ShouldBe(Core.Signing.SignatureState.Withdrawn);
    }
}
