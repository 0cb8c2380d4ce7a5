using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Faults;

/// <summary>A PostgreSQL of its own is stopped and started under the running program.</summary>
public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task Without_the_database_a_signer_gets_503_and_loses_no_word_and_it_works_again_after()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null && Environment.GetEnvironmentVariable("CI") is not "true", PostgresCluster.Missing ?? "");
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        var setup = new AppSetup();
        setup.Settings["ConnectionStrings:Campaigns"] = await cluster.CreateDatabaseAsync() + ";Timeout=3";
        await using var app = await CampaignsApp.StartAsync(TestDatabase.Sqlite, setup);
        var campaign = await new TestCampaign().AddToAsync(app);
        var client = app.Client();
        (await client.GetAsync(campaign.SignPath)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await cluster.StopServerAsync();
        var answer = await client.SignAsync(campaign, SigningPost.Form("ana@example.org", "Ana \"<Sousa>"));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(), CancellationToken.None);
        var kept = page.QuerySelectorAll("form[method=post] input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!);
        kept["Name"].ShouldBe("Ana \"<Sousa>");
        kept["Email"].ShouldBe("ana@example.org");
        page.QuerySelector("form[method=post]")!.GetAttribute("action").ShouldBe(campaign.SignPath);
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await cluster.StartServerAsync();
        var again = await client.PostAsync(campaign.SignPath, new FormUrlEncodedContent(new Dictionary<string, string>(kept) { ["Name"] = "Ana Sousa" }));
        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(1);
    }
}
