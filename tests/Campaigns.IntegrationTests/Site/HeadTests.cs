using System.Net.Sockets;
using System.Text;
using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Media;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Site;

/// <summary>Link checkers and mail scanners ask for the head of a page before its body, or instead of it.</summary>
public sealed class HeadTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBothDatabases]
    public async Task Every_page_answers_HEAD_as_GET_and_changes_nothing(TestDatabase database)
    {
        var app = await apps.On(database);
        var campaign = await new TestCampaign().AddToAsync(app);
        await app.Client().SignAsync(campaign);
        Guid source;
        var picture = new MediaFile(new string('a', 32), CleanFile.Read(SampleFiles.Png()).File!, new string('b', 64), campaign.Id, null, app.Now);
        var tweet = new Message(campaign.Id, Step.Tweet, "en", null, "Stop it {link}");
        await using (var db = app.Db())
        {
            source = await db.Sources.Select(row => row.Id).SingleAsync();
            db.AddRange(tweet, picture, new MediaContent(picture.Id, SampleFiles.Png()));
            await db.SaveChangesAsync();
        }
        var pages = Pages(app, new()
        {
            ["slug"] = campaign.Slug, ["id"] = campaign.Id.ToString(), ["token"] = await TokenAsync(app, LinkPurpose.Confirm), ["file"] = "none", ["hash"] = "0123456789abcdef", ["code"] = "none", ["step"] = "tweet",
            ["sourceId"] = source.ToString(), ["section"] = "ask", ["mail"] = "confirm", ["key"] = "sells", ["targetId"] = campaign.TargetId.ToString(), ["messageId"] = tweet.Id.ToString(), ["name"] = picture.Name,
        });
        // Each kind of link has tokens of its own.
        foreach (var (start, purpose) in ((string, LinkPurpose)[])[("/me/", LinkPurpose.Manage), ("/u/", LinkPurpose.Unsubscribe)])
        {
            var own = await TokenAsync(app, purpose);
            pages = pages.ConvertAll(path => path.StartsWith(start, StringComparison.Ordinal) ? string.Join('/', path.Split('/').Select((part, at) => at == 2 ? own : part)) : path);
            pages.ShouldContain(start + own);
        }
        foreach (var (start, own) in await StaffLinksAsync(app))
        {
            pages.RemoveAll(path => path.StartsWith(start, StringComparison.Ordinal)).ShouldBe(1);
            pages.Add(start + own);
        }
        pages.Count(path => path.StartsWith("/admin", StringComparison.Ordinal)).ShouldBeGreaterThan(2);
        pages.ShouldContain($"{campaign.Path}/thanks");
        pages.ShouldContain("/help");
        pages.ShouldContain("/" + picture.Path);

        await CheckAsync(app, pages, () => app.Client());
        var staff = await app.StaffClientAsync("head@opensquare.example", Roles.Admin);
        await CheckAsync(app, pages, () => staff);
    }

    private static async Task CheckAsync(CampaignsApp app, List<string> pages, Func<HttpClient> browser)
    {
        List<string> got = [], asked = [];
        foreach (var path in pages) got.Add(await DescribeAsync(browser(), HttpMethod.Get, path));
        var before = await EverythingAsync(app);
        foreach (var path in pages) asked.Add(await DescribeAsync(browser(), HttpMethod.Head, path));
        asked.ShouldBe(got);
        (await EverythingAsync(app)).ShouldBe(before);
    }

    private static async Task<string> DescribeAsync(HttpClient client, HttpMethod method, string path)
    {
        using var answer = await client.SendAsync(new HttpRequestMessage(method, path));
        return $"{path} {(int)answer.StatusCode} {answer.Headers.Location} {answer.Content.Headers.ContentType} {answer.Headers.CacheControl}";
    }

    /// <summary>Every address that answers GET, with these values for the names in its pattern.</summary>
    private static List<string> Pages(CampaignsApp app, Dictionary<string, string> values)
    {
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods: { Count: > 0 } methods } || methods.Contains("GET"));
        return [.. endpoints.Select(endpoint => endpoint.RoutePattern).Where(pattern => !pattern.Parameters.Any(part => part.IsCatchAll)).Select(Path).Distinct()];

        string Path(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternParameterPart name => values[name.Name],
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => throw new NotSupportedException(part.ToString()),
        }))));
    }

    private static async Task<string> TokenAsync(CampaignsApp app, LinkPurpose purpose)
    {
        await using var db = app.Db();
        return app.Services.GetRequiredService<InstallationKeys>().LinkToken((await db.Deliveries.SingleAsync(d => d.SignatureId != null)).Id, purpose);
    }

    /// <summary>The links of an invitation and of a new password.</summary>
    private static async Task<List<(string Start, string Token)>> StaffLinksAsync(CampaignsApp app)
    {
        var joined = await app.AddStaffAsync("joined@opensquare.example", Roles.Viewer);
        var invited = new StaffUser { UserName = "invited@opensquare.example", Email = "invited@opensquare.example", CreatedAt = app.Now, InvitedAt = app.Now };
        await using var db = app.Db();
        var (mail, keys) = (app.Services.GetRequiredService<AccountMail>(), app.Services.GetRequiredService<InstallationKeys>());
        db.Add(invited);
        mail.Add(db, invited, AccountMail.Invitation, app.Now);
        mail.Add(db, joined, AccountMail.Password, app.Now);
        await db.SaveChangesAsync();
        return
        [
            ("/invite/", keys.LinkToken((await db.Deliveries.SingleAsync(d => d.StaffUserId == invited.Id)).Id, LinkPurpose.Invite)),
            ("/new-password/", keys.LinkToken((await db.Deliveries.SingleAsync(d => d.StaffUserId == joined.Id)).Id, LinkPurpose.Reset)),
        ];
    }

    /// <summary>Every row of every table.</summary>
    private static async Task<string> EverythingAsync(CampaignsApp app)
    {
        await using var db = app.Db();
        await db.Database.OpenConnectionAsync();
        var text = new StringBuilder();
        // When a session was last seen is written by whatever it asks for, once a minute.
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Where(table => table != "staff_session").Distinct().Order(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table} ORDER BY 1";
            await using var rows = await command.ExecuteReaderAsync();
            text.AppendLine(table);
            while (await rows.ReadAsync())
                text.AppendLine(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(column => rows.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : rows.GetValue(column).ToString())));
        }
        return text.ToString();
    }
}

public sealed class HeadOverTheWireTests(HeadOverTheWireTests.ListeningApps apps) : IClassFixture<HeadOverTheWireTests.ListeningApps>
{
    public sealed class ListeningApps : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Listens = true;
    }

    [Fact]
    public async Task The_body_stays_away()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        using var socket = new TcpClient();
        await socket.ConnectAsync("localhost", app.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HEAD /help HTTP/1.1\r\nHost: localhost:{app.Port}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        var answer = await reader.ReadToEndAsync();
        answer.ShouldStartWith("HTTP/1.1 200");
        answer.ShouldEndWith("\r\n\r\n");
        answer.ShouldNotContain("<");
    }
}
