using System.Net;
using Campaigns.Testing;

namespace Campaigns.IntegrationTests.Site;

/// <summary>The program answers only to the names it is known by, so that a forged Host cannot reach a link or a cache.</summary>
public sealed class HostTests(Apps apps) : IClassFixture<Apps>
{
    [Fact]
    public async Task A_foreign_host_is_refused()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var forged = new HttpRequestMessage(HttpMethod.Get, "/");
        forged.Headers.Host = "evil.example";
        (await app.Client().SendAsync(forged)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.Client().GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
