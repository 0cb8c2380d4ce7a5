using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Campaigns.Web.Startup;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Targets;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Site;

/// <summary>Malformed, oversized and hostile posts, on a real socket: a page or a 4xx, never a 500, and nothing written.</summary>
public sealed class BadInputTests(BadInputTests.Listening apps) : IClassFixture<BadInputTests.Listening>
{
    public sealed class Listening : Apps
    {
        protected override void Configure(AppSetup setup) => setup.Listens = true;
    }

    [Theory]
    [InlineData("Name=a%00b", 400)]
    [InlineData("Name=%FF%FE", 400)]
    [InlineData("Na%00me=a", 400)]
    [InlineData("Name=%ED%A0%80", 400)]
    public async Task Nul_and_bytes_that_are_no_text_are_refused_with_a_page(string body, int status) => await PostAsync(body, status);

    [Fact]
    public async Task More_than_the_form_can_hold_is_refused_with_a_page()
    {
        await PostAsync("Name=" + new string('a', FormGuard.MaxLongBytes), 413);
        await PostAsync("Name=" + new string('a', 5_000_000), 413);
        await PostAsync(string.Join('&', Enumerable.Range(0, 5_000).Select(n => $"k{n}=v")), 413);
        await PostAsync(string.Join('&', Enumerable.Range(0, 129).Select(n => $"k{n}=v")), 413);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_broken_multipart_form_is_refused_with_a_page(string type) => await PostAsync("--x\r\nContent-Disp", 400, type);

    [Theory]
    [InlineData("application/json", "{\"Name\":\"a\"}")]
    [InlineData("text/plain", "Name=a")]
    public async Task Another_kind_of_body_signs_nothing(string type, string body)
    {
        var (app, campaign) = await StartAsync();
        var answer = await app.Client().PostAsync(campaign.SignPath, Body(body, type));
        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("/c/%FF%FE")]
    [InlineData("/c/a%00b")]
    [InlineData("/c/x?via=%00")]
    [InlineData("/go/%00")]
    [InlineData("/go/%FF%FE")]
    [InlineData("/c/../../etc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/c/%E2%80%AE")]
    [InlineData("/?q=%FF&status=nothing&page=-1&language=xx")]
    public async Task An_odd_address_is_no_error_of_ours(string target)
    {
        var (app, _) = await StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost:{app.Port}\r\nConnection: close\r\n\r\n"));
        var answer = await new StreamReader(stream).ReadToEndAsync();
        answer.ShouldMatch(@"^HTTP/1\.1 (200|400|404) ");
    }

    [Fact]
    public async Task Two_thousand_made_up_forms_never_end_in_an_error_of_ours()
    {
        var (app, campaign) = await StartAsync();
        var client = app.Client();
        string[] nasty = ["\0", "\r\nBcc: x@example.org", "\u202Eevil", "=cmd()", "😀", "\uD800", new string('a', 300), "<script>", "'; --", "%00", "a@b", "ana@example.org", "\u2028", " ", "null", "-1", "true"];
        var text = Gen.OneOf(Gen.Elements(nasty), ArbMap.Default.GeneratorFor<string>());
        var fields = Gen.Elements("Name", "Email", "Country", "Updates", "Show", "Comment", "Postcode", "Kept", "Typo", "Suggestion", "Website", "Shown", "Via", "Source", "__proto__", "Name[0]", "");
        var form = Gen.Zip(fields, text).ListOf(12);
        foreach (var sample in form.Sample(2_000, 12))
        {
            var body = string.Join('&', sample.Select(field => $"{Encode(field.Item1)}={Encode(field.Item2)}"));
            var answer = await client.PostAsync(campaign.SignPath, Body(body, "application/x-www-form-urlencoded"));
            ((int)answer.StatusCode).ShouldBeLessThan(500, body);
        }
        app.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Made_up_forms_of_the_steps_never_end_in_an_error_of_ours()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        string[] nasty = ["\0", "\r\nBcc: x@example.org", "\u202Eevil", "😀", new string('a', 300), new string('é', 12_000), "<script>", "{0}", "{link}", "[your town]", "-1", "0", "1", "2", "99999999999999999999", "true", "PT", "1000-001", "start", "another", "more", "find", "gmail", "copy", "later", "yes", "https://x.com/ana", "https://x.com/ana/status/1", "javascript:alert(1)"];
        var text = Gen.OneOf(Gen.Elements(nasty), Gen.Elements(nasty), ArbMap.Default.GeneratorFor<string>());
        var fields = Gen.Elements("Do", "To", "To", "For", "Subject", "Text", "Variant", "Seed", "Page", "Key", "Copy", "With", "Country", "Postcode", "Link", "Via", "Source", "to", "To[0]", "");
        var form = Gen.Zip(fields, text).ListOf(14);
        var seed = 0;
        foreach (var (way, choice) in ((LetterWay, TargetChoice)[])[(LetterWay.OurServer, TargetChoice.ByArea), (LetterWay.OurServer, TargetChoice.Chosen), (LetterWay.OwnProgram, TargetChoice.Fixed)])
        {
            var campaign = await new TestCampaign { Then = (row, now) => { row.SendLetters(way, now); row.ChooseTargets(choice, AreaFallback.Chosen, now); } }.AddToAsync(app);
            await using (var db = app.Db())
            {
                var target = (await db.Targets.FindAsync(campaign.TargetId))!;
                (target.XHandle, target.FacebookUrl) = ("dwhitlock", "https://www.facebook.com/northwind");
                db.Add(new Target(campaign.Id, 2, "Press team") { XHandle = "press", Email = "press@northwind.example", Country = "PT", Area = "10" });
                await db.SaveChangesAsync();
            }
            var (visitor, signer) = (app.Client(), app.Client());
            (await signer.SignAsync(campaign, new(SigningPost.Form($"fuzz{seed}@example.org")) { ["Postcode"] = "1000-001" })).IsSuccessStatusCode.ShouldBeTrue();
            foreach (var sample in form.Sample(300, 14))
            foreach (var path in (string[])["tweet", "facebook", "email", "tweet/posted", "tweet/link", "email/link", "email/take-back"])
            {
                if (++seed % 3 != 0) continue;
                var body = string.Join('&', sample.Select(field => $"{Encode(field.Item1)}={Encode(field.Item2)}"));
                var answer = await (seed % 2 == 0 ? visitor : signer).PostAsync($"{campaign.Path}/act/{path}", Body(body, "application/x-www-form-urlencoded"));
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{path}: {body}");
                answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldStartWith(campaign.Path); // wherever it was led
            }
        }
        app.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static string Encode(string? text) => Uri.EscapeDataString((text ?? "").Replace('\uD800', '?'));

    private async Task PostAsync(string body, int status, string type = "application/x-www-form-urlencoded")
    {
        var (app, campaign) = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, campaign.SignPath) { Content = Body(body, type) };
        // A server that has read enough may close: asking first keeps the answer readable.
        request.Headers.ExpectContinue = true;
        var answer = await app.Client().SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<h1>");
        await using var db = app.Db();
        (await db.Signatures.CountAsync()).ShouldBe(0);
    }

    private async Task<(CampaignsApp App, SeededCampaign Campaign)> StartAsync()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        return (app, await new TestCampaign().AddToAsync(app));
    }

    private static ByteArrayContent Body(string body, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
