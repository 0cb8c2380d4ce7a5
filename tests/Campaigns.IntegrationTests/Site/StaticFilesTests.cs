using System.Net;

namespace Campaigns.IntegrationTests.Site;

public sealed class StaticFilesTests(Apps apps) : IClassFixture<Apps>
{
    [Fact]
    public async Task Every_style_sheet_script_and_picture_that_a_page_names_is_served()
    {
        var client = (await apps.On(TestDatabase.Sqlite)).Client();
        var page = await client.GetStringAsync("/help");
        var links = System.Text.RegularExpressions.Regex.Matches(page, "<(?:link|script|img)[^>]+(?:href|src)=\"(/[^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        links.Count.ShouldBeGreaterThan(1);
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        foreach (var link in links)
        {
            var answer = await client.GetAsync(link);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, link);
            (await answer.Content.ReadAsByteArrayAsync()).ShouldNotBeEmpty(link);
        }
    }
}
