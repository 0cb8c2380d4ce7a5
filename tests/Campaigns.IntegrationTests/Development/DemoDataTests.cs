using System.Text.RegularExpressions;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Signing;
using Campaigns.Web.Development;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Development;

public sealed partial class DemoDataTests(DemoDataTests.Seeding apps) : IClassFixture<DemoDataTests.Seeding>
{
    public sealed class Seeding : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Settings["Demo:Seed"] = "true";
    }

    [Theory, OnBothDatabases]
    public async Task The_demonstration_shows_every_block_in_both_languages(TestDatabase database)
    {
        var app = await SeededAsync(database);
        foreach (var path in (string[])["/c/northwind", "/c/northwind-fr"])
        {
            var page = await app.Client().GetStringAsync(path);
            foreach (var block in (string[])["class=\"fix bleed\"", "class=\"count\"", "class=\"reply\"", "class=\"asked\"", "id=\"source-7\"", "id=\"entry-8\"", "class=\"people\"", "id=\"press-h\"", "class=\"gone\""])
                page.ShouldContain(block, Case.Sensitive, path);
            page.Length.ShouldBeLessThan(60_000);
        }

        (await app.Client().GetStringAsync("/c/northwind-fr")).ShouldContain("</strong>, directrice générale, Northwind");

        var list = await app.Client().GetStringAsync("/");
        foreach (var slug in (string[])["northwind", "saltmarsh-drones", "cash-fares"]) list.ShouldContain($"/c/{slug}\"");
    }

    [Theory, OnBothDatabases]
    public async Task Its_counts_are_those_of_its_rows(TestDatabase database)
    {
        var app = await SeededAsync(database);
        await using var db = app.Db();
        foreach (var count in await db.CampaignCounts.ToListAsync())
        {
            var confirmed = await db.Signatures.Where(signature => signature.CampaignId == count.CampaignId && signature.State == SignatureState.Confirmed).Select(signature => signature.SupporterNumber).ToListAsync();
            count.Online.ShouldBe(confirmed.Count);
            count.Paper.ShouldBe(await db.PaperCounts.Where(paper => paper.CampaignId == count.CampaignId).SumAsync(paper => paper.Number));
            confirmed.Distinct().Count().ShouldBe(confirmed.Count);
            confirmed.Max().ShouldBe(count.Total);
        }

        var northwind = await db.CampaignCounts.OrderByDescending(count => count.Online).FirstAsync();
        (northwind.Online, northwind.Paper).ShouldBe((1_147, 80));
    }

    [Theory, OnBothDatabases]
    public async Task It_names_only_addresses_that_can_never_exist(TestDatabase database)
    {
        var app = await SeededAsync(database);
        await using var db = app.Db();
        var emails = await db.Signatures.Select(signature => signature.Email).Concat(db.Targets.Select(target => target.Email!)).ToListAsync();
        emails.ShouldAllBe(email => Reserved().IsMatch(email) && EmailAddress.IsWellFormed(email));
        var urls = await db.Sources.Select(source => source.Url).Concat(db.Sources.Where(source => source.ArchivedUrl != null).Select(source => source.ArchivedUrl!)).ToListAsync();
        urls.ShouldAllBe(url => Reserved().IsMatch(new Uri(url).Host));
    }

    [Theory, OnBothDatabases]
    public async Task Its_people_are_known_by_the_keys_of_this_installation(TestDatabase database)
    {
        var app = await SeededAsync(database);
        await using var db = app.Db();
        var keys = app.Services.GetRequiredService<InstallationKeys>().Emails;
        foreach (var signature in await db.Signatures.Take(20).ToListAsync())
        {
            signature.EmailKey.ShouldBe(keys.KeyOf(signature.Email));
            (await db.Supporters.AnyAsync(supporter => supporter.EmailKey == signature.EmailKey)).ShouldBeTrue();
        }
    }

    [Theory, OnBothDatabases]
    public async Task It_has_what_the_other_steps_need(TestDatabase database)
    {
        var app = await SeededAsync(database);
        await using var db = app.Db();
        foreach (var language in (string[])["en", "fr"])
        {
            (await db.Messages.CountAsync(message => message.Language == language && message.Step == Step.Tweet)).ShouldBe(3);
            (await db.Messages.CountAsync(message => message.Language == language && message.Step == Step.FacebookComment)).ShouldBe(1);
            (await db.Messages.CountAsync(message => message.Language == language && message.Step == Step.EmailTarget && message.TargetId != null)).ShouldBe(2);
        }

        (await db.Sources.Select(source => source.Kind).Distinct().CountAsync()).ShouldBe(4);
    }

    [Theory, OnBothDatabases]
    public async Task It_is_never_written_beside_a_campaign(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.EmptyAsync();
        await new TestCampaign().AddToAsync(app);
        await SeedAsync(app);
        await using var db = app.Db();
        (await db.Campaigns.CountAsync()).ShouldBe(1);
        (await db.Signatures.AnyAsync()).ShouldBeFalse();
    }

    private async Task<CampaignsApp> SeededAsync(TestDatabase database)
    {
        var app = await apps.On(database);
        await app.EmptyAsync();
        await SeedAsync(app);
        return app;
    }

    private static async Task SeedAsync(CampaignsApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await DemoData.SeedAsync(scope.ServiceProvider, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"(^|[@.])example\.(org|net|com)$|\.(example|test)$|@[a-z]+\.(example|test)$")]
    private static partial Regex Reserved();
}
