using System.Text.RegularExpressions;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Development;
using Campaigns.Web.Features.Shared;
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
        foreach (var slug in (string[])["northwind", "saltmarsh-drones", "cash-fares", "night-bus"]) list.ShouldContain($"/c/{slug}\"");
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
        var northwind = await db.CampaignTexts.Where(text => text.Slug == "northwind").Select(text => text.CampaignId).SingleAsync();
        var all = await db.Messages.Where(message => message.CampaignId == northwind).ToListAsync();
        var targets = await db.Targets.Where(target => target.CampaignId == northwind).ToListAsync();
        foreach (var language in (string[])["en", "fr"])
        {
            Fitting(Step.Tweet).Count.ShouldBe(4);
            Fitting(Step.FacebookComment).Count.ShouldBe(3);
            foreach (var target in targets) Fitting(Step.EmailTarget, Channel.Email, target.Id).Count(message => message.TargetId == target.Id).ShouldBe(3);
            Fitting(Step.Share, Channel.Telegram).ShouldNotBeEmpty();
            Fitting(Step.Share, Channel.WhatsApp).ShouldAllBe(message => message.Channel == Channel.WhatsApp);
            Fitting(Step.Share, Channel.Email).ShouldHaveSingleItem().Subject.ShouldBe(language == "en" ? "Will you sign this with me?" : "Tu signes cela avec moi ?");

            IReadOnlyList<Message> Fitting(Step step, Channel? channel = null, Guid? target = null) => MessageChoice.Fitting(all, step, language, isSigned: true, channel, target);
        }
        // Both languages offer the same, variant by variant.
        Shapes("fr").ShouldBe(Shapes("en"));
        all.Select(message => message.Weight).Distinct().Count().ShouldBeGreaterThan(2);
        targets.ShouldAllBe(target => target.XHandle != null && target.FacebookUrl!.StartsWith("https://") && target.TimeZone != null);

        (await db.Sources.Select(source => source.Kind).Distinct().CountAsync()).ShouldBe(4);

        IEnumerable<string> Shapes(string language) => all.Where(message => message.Language == language).Select(message => $"{message.Step} {message.Channel} {message.TargetId} {message.Weight} {message.Subject is null} {Placeholder().Count(message.Text)} {Placeholders.Unfilled(message.Text) is null}").Order();
    }

    [Theory, OnBothDatabases]
    public async Task Every_message_can_be_filled_in_and_every_tweet_fits(TestDatabase database)
    {
        var app = await SeededAsync(database);
        await using var db = app.Db();
        var messages = await db.Messages.ToListAsync();
        messages.Count.ShouldBeGreaterThan(40);
        // The longest that there could be, and nothing at all.
        var full = new PlaceholderValues("Friedrich-Maximilian", "Council of Transport Boards", "northwind_exmpl", "https://campaigns.example/go/0123456789", "United Kingdom");
        foreach (var message in messages)
            foreach (var values in (PlaceholderValues[])[full, full with { Handle = null }, new(null, "Northwind", null, "https://c.example/go/0", null)])
            {
                var text = Placeholders.Fill(message.Text, values);
                text.ShouldNotContain("{");
                text.ShouldNotContain("..");
                text.ShouldNotContain("  ");
                Placeholders.Fill(message.Subject ?? "", values).ShouldNotContain("{");
                if (message.Step is Step.Tweet) XLength.Of(text.Replace("[your town]", "Llanfairpwllgwyngyll").Replace("[votre ville]", "Saint-Remy-en-Bouzemont")).ShouldBeLessThanOrEqualTo(XLength.Most, text);
                if (message.Step is not Step.EmailTarget) text.ShouldContain(values.Link!);
            }
    }

    [Theory, OnBothDatabases]
    public async Task Its_reach_is_what_its_rows_tell(TestDatabase database)
    {
        var app = await SeededAsync(database);
        await using var db = app.Db();
        var northwind = await db.CampaignTexts.Where(text => text.Slug == "northwind").Select(text => text.CampaignId).SingleAsync();
        var actions = await db.Actions.ToListAsync();
        var counts = await db.ReachCounts.Where(count => count.CampaignId == northwind).ToListAsync();
        (await db.ReachCounts.Where(count => count.Rung == Rung.Started && count.Step == Step.Sign).SumAsync(count => count.Number))
            .ShouldBe(await db.Signatures.CountAsync(signature => signature.State != SignatureState.Withdrawn), "the nightly rebuild finds nothing to put right");
        var signatures = await db.Signatures.Where(signature => signature.CampaignId == northwind).ToDictionaryAsync(signature => signature.Id);
        var shares = await db.ShareLinks.ToDictionaryAsync(link => link.Id);
        actions.ShouldAllBe(action => action.CampaignId == northwind && signatures.ContainsKey(action.SignatureId!.Value));

        // Rungs fall along the ladder, and no day has a start without its opening.
        foreach (var step in (Step[])[Step.Tweet, Step.FacebookComment, Step.EmailTarget, Step.Share])
        {
            var (shown, started, own) = (Sum(step, Rung.Shown), Sum(step, Rung.Started), actions.Where(action => action.Step == step).ToList());
            started.ShouldBe(own.Count, step.ToString());
            shown.ShouldBeGreaterThan(started, step.ToString());
            own.Count.ShouldBeGreaterThan(60, step.ToString());
            if (step is not Step.EmailTarget) own.Count(action => action.SelfReportedAt is not null).ShouldBeInRange(own.Count / 4, own.Count - 1, step.ToString());
            own.Count(action => action.ProofUrl is not null).ShouldBeLessThan(own.Count / 2);
        }
        Sum(Step.Sign, Rung.Started).ShouldBe(signatures.Values.Count(signature => signature.State is not SignatureState.Withdrawn));
        counts.GroupBy(count => (count.Step, count.TargetId, count.MessageId, count.Language, count.Source, count.Generation, count.Hour.Date))
            .ShouldAllBe(day => day.Key.Step == Step.Share || day.Where(count => count.Rung == Rung.Shown).Sum(count => count.Number) >= day.Where(count => count.Rung == Rung.Started).Sum(count => count.Number));
        actions.ShouldAllBe(action => action.StartedAt > signatures[action.SignatureId!.Value].ConfirmedAt && (action.ProvedAt ?? action.StartedAt) < app.Now);

        // Whoever came by a share came by one that was shared before, one generation down.
        var brought = signatures.Values.Where(signature => signature.ShareLinkId is not null).ToList();
        brought.Count.ShouldBeInRange(60, 200);
        brought.Select(signature => signature.Generation).Distinct().Order().ShouldBe([1, 2, 3]);
        foreach (var signature in brought)
        {
            var link = shares[signature.ShareLinkId!.Value];
            var sharer = signatures[link.SignatureId!.Value];
            (signature.Generation, signature.Source, signature.Language).ShouldBe((link.Generation, Arrivals.SourceOf(link.Channel), link.Language));
            (link.Generation, link.ParentId).ShouldBe((sharer.Generation + 1, sharer.ShareLinkId));
            link.CreatedAt.ShouldBeInRange(sharer.ConfirmedAt!.Value, signature.CreatedAt);
            actions.ShouldContain(action => action.SignatureId == sharer.Id && action.Channel == link.Channel && action.MessageId == link.MessageId);
        }
        foreach (var link in shares.Values) link.Visits.ShouldBeGreaterThanOrEqualTo(brought.Count(signature => signature.ShareLinkId == link.Id));

        var letters = await db.Deliveries.ToListAsync();
        letters.Select(letter => letter.ActionId).Order().ShouldBe(actions.Where(action => action.Step == Step.EmailTarget).Select(action => (Guid?)action.Id).Order());
        letters.ShouldAllBe(letter => letter.State == DeliveryState.Sent && letter.Attempts == 1 && letter.SentAt < app.Now && letter.NextAttemptAt == null && letter.ToldInId != null);

        // No text is left to be filled in, and no link leads to a real post.
        actions.ShouldAllBe(action => Placeholders.Unfilled(action.Text!) == null && !action.Text!.Contains('{') && (action.Step != Step.Tweet || XLength.Of(action.Text) <= XLength.Most));
        actions.Count(action => action.IsCustomised).ShouldBeInRange(actions.Count / 10, actions.Count * 6 / 10);
        foreach (var action in actions.Where(action => action.ProofUrl is not null))
        {
            PostUrl.Normalise(action.ProofUrl!, action.Channel).Url.ShouldBe(action.ProofUrl);
            action.ProofUrl!.ShouldContain("990000000000000", customMessage: action.ProofUrl);
        }
        (actions.Count + counts.Count + shares.Count + letters.Count).ShouldBeLessThan(5_000);

        int Sum(Step step, Rung rung) => counts.Where(count => count.Step == step && count.Rung == rung).Sum(count => count.Number);
    }

    [Theory, OnBothDatabases]
    public async Task The_campaign_by_area_finds_its_boards(TestDatabase database)
    {
        var app = await SeededAsync(database);
        await using var db = app.Db();
        var found = await (from text in db.CampaignTexts where text.Slug == "night-bus" join campaign in db.Campaigns on text.CampaignId equals campaign.Id select campaign).SingleAsync();
        found.LetterWay.ShouldBe(LetterWay.OwnProgram);
        var targets = await db.Targets.Where(target => target.CampaignId == found.Id).OrderBy(target => target.Position).ToListAsync();
        (string Country, string Postcode, string Name)[] places = [("GB", "SE1 7PB", "South Side Transport Board"), ("GB", "M1 1AE", "Mill Towns Transport Board"), ("GB", "EH1 1YZ", "National Bus Office"), ("FR", "75011", "Seine Lines"), ("PT", "1000-001", "Council of Transport Boards")];
        foreach (var (country, postcode, name) in places)
            TargetMatch.For(found.TargetChoice, found.AreaFallback, targets, country, postcode).Targets.ShouldHaveSingleItem().Name.ShouldBe(name);
        (await app.Client().GetStringAsync("/c/night-bus")).ShouldContain("name=\"Postcode\"");
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

    [GeneratedRegex(@"\{[a-z_]+")]
    private static partial Regex Placeholder();
}
