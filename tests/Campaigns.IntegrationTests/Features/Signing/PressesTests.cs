using System.Net;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Signing;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Signing;

/// <summary>"Yes, count my signature" and "This wasn't me" pressed at the same moment: somebody's comes first, nobody meets an error.</summary>
public sealed class PressesTests(PressesTests.ContendedApps apps) : IClassFixture<PressesTests.ContendedApps>
{
    public sealed class ContendedApps : Apps
    {
        internal Contender Contender { get; } = new();

        protected override void Configure(AppSetup setup) =>
            setup.Services = services => services.ConfigureDbContext<Campaigns.Core.CampaignsDb>(options => options.AddInterceptors(Contender));
    }

    [Theory, OnBothDatabases("", "/not-me")]
    public async Task A_press_that_always_comes_second_asks_for_another_press_and_loses_nothing(TestDatabase database, string button)
    {
        var (app, link) = await SignedAsync(database);
        apps.Contender.Times = int.MaxValue;
        var client = app.Client();

        var answer = await client.PostAsync(link + button, new FormUrlEncodedContent([]));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain($"<form method=\"post\" action=\"{link}{button}\">");
        page.ShouldContain("Try again");
        await using var db = app.Db();
        (await db.CountChanges.CountAsync()).ShouldBe(0);
        (await db.Consents.CountAsync()).ShouldBe(1);

        apps.Contender.Times = 0;
        (await client.PostAsync(link + button, new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory, OnBothDatabases("", "/not-me")]
    public async Task A_press_that_comes_second_three_times_still_holds(TestDatabase database, string button)
    {
        var (app, link) = await SignedAsync(database);
        apps.Contender.Times = 3;

        (await app.Client().PostAsync(link + button, new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).State.ShouldBe(button == "" ? SignatureState.Confirmed : SignatureState.Withdrawn);
    }

    [Theory, OnBothDatabases]
    public async Task Fifty_presses_of_both_buttons_at_once_are_all_answered_and_count_right(TestDatabase database)
    {
        var (app, link) = await SignedAsync(database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => app.Client().PostAsync(i % 2 == 0 ? link : $"{link}/not-me", new FormUrlEncodedContent([])))));

        foreach (var answer in answers)
        {
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.SeeOther, HttpStatusCode.ServiceUnavailable);
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable) answer.Headers.RetryAfter.ShouldNotBeNull();
        }
        answers.Count(answer => answer.StatusCode is HttpStatusCode.SeeOther).ShouldBeGreaterThan(0);
        await app.RunAsync<CountSignatures>();
        await using var db = app.Db();
        var isConfirmed = (await db.Signatures.SingleAsync()).State is SignatureState.Confirmed;
        (await db.CampaignCounts.SingleAsync()).Online.ShouldBe(isConfirmed ? 1 : 0);
        (await db.Consents.CountAsync(c => !c.IsGranted)).ShouldBeLessThanOrEqualTo(1); // there was one yes to take back
    }

    private async Task<(CampaignsApp App, string Link)> SignedAsync(TestDatabase database)
    {
        apps.Contender.Times = 0;
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        (await app.Client().SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        return (app, "/s/" + app.Services.GetRequiredService<InstallationKeys>().LinkToken((await db.Deliveries.SingleAsync()).Id, LinkPurpose.Confirm));
    }

    /// <summary>Somebody who changes the signature between the moment it is read and the moment it is written.</summary>
    internal sealed class Contender : SaveChangesInterceptor
    {
        /// <summary>How many writes it still gets ahead of.</summary>
        public int Times { get; set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Times > 0 && eventData.Context!.ChangeTracker.Entries<Signature>().Any(entry => entry.State is EntityState.Modified))
            {
                Times--;
                await eventData.Context.Database.ExecuteSqlAsync($"UPDATE signature SET state = CASE WHEN state = 'Pending' THEN 'Withdrawn' ELSE 'Pending' END", cancellationToken);
            }
            return result;
        }
    }
}
