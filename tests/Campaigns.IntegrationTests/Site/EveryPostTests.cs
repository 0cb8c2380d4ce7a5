using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Campaigns.Core.Acting;
using Campaigns.IntegrationTests.Features.Acting;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Site;

/// <summary>Every public form that the program has, found in its table of endpoints, posted with what no browser would send: a sentence each, never an error of ours.</summary>
public sealed class EveryPostTests(Apps apps) : ActTest, IClassFixture<Apps>
{
    /// <summary>Fields that the forms have, besides those that their actions take by name.</summary>
    private static readonly string[] Fields =
    [
        "Name", "Email", "Country", "Postcode", "Comment", "Show", "Updates", "Kept", "Typo", "Suggestion", "Website", "Shown", "Via", "Source",
        "Do", "To", "For", "Subject", "Text", "Variant", "Seed", "Page", "Key", "Copy", "With", "Link", "Where", "Server", "Words", "Place",
        "language", "back", "password", "scope", "answer", "campaign", "code", "email", "name", "List-Unsubscribe", "__proto__", "To[0].x",
    ];

    private static readonly string[] Presses = ["start", "app", "another", "more", "find", "keep", "server", "copied", "shared", "prove", "later", "skip", "nothing of these"];

    public static TheoryData<string> Kinds => new("long", "marks", "line ends", "nul", "half a letter", "repeated", "missing", "numbers", "another kind of body", "half a multipart form");

    [Theory, MemberData(nameof(Kinds))]
    public async Task Nothing_that_is_posted_to_any_public_form_is_an_error_of_ours(string kind)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var campaign = await SeedAsync(app, (row, now) => row.SendLetters(LetterWay.OwnProgram, now), language: "fr");
        var client = app.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        // Somebody who has signed comes further than a visitor.
        (await client.SignAsync(campaign)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var paths = PathsOf(app, campaign);
        paths.Count.ShouldBeGreaterThan(12);

        foreach (var path in paths)
        foreach (var press in kind is "line ends" or "missing" ? Presses : Presses[..2])
        {
            var answer = await client.PostAsync(path, BodyOf(kind, press));
            var page = await answer.Content.ReadAsStringAsync();
            var what = $"{kind}, {press}: {path} {(int)answer.StatusCode}";
            ((int)answer.StatusCode).ShouldBeLessThan(500, what);
            if (answer.Headers.Location is { } to) to.OriginalString.Length.ShouldBeLessThan(500, what);
            else page.ShouldNotBeEmpty(what);
            // The address decides: a campaign's pages are French, whatever the browser wants.
            if (path.StartsWith("/c/", StringComparison.Ordinal) && page.Contains("<html", StringComparison.Ordinal)) page.Contains("<html lang=\"fr\"", StringComparison.Ordinal).ShouldBeTrue(what);
            answer.Headers.Concat(answer.Content.Headers).ShouldNotContain(header => header.Key == "X-Injected" || header.Value.Any(value => value.Contains('\n')), what);
        }
        app.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
        await using var db = app.Db();
        // Whatever was taken has no line end where a header of a mail will be made of it.
        (await db.Actions.Where(action => action.Subject != null).Select(action => action.Subject!).ToListAsync()).ShouldAllBe(subject => !subject.Contains('\n') && !subject.Contains('\r'));
    }

    private static List<string> PathsOf(CampaignsApp app, SeededCampaign campaign) => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<PublicEndpointAttribute>() is not null && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") is true)
        .SelectMany(endpoint => Steps(endpoint.RoutePattern).Select(step => PathOf(endpoint.RoutePattern, campaign, step))).Distinct()];

    private static string[] Steps(RoutePattern pattern) => pattern.Parameters.Any(parameter => parameter.Name == "step") ? ["tweet", "facebook", "email", "share", "nothing"] : [""];

    private static string PathOf(RoutePattern pattern, SeededCampaign campaign, string step) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { Name: "slug" } => campaign.Slug,
        RoutePatternParameterPart { Name: "step" } => step,
        RoutePatternParameterPart { Name: "token" } => new string('A', 22),
        RoutePatternParameterPart => Guid.Empty.ToString(),
        _ => ".",
    }))));

    private static HttpContent BodyOf(string kind, string press)
    {
        const string lines = "Halte\r\nX-Injected: yes\r\nBcc: x@example.org";
        return kind switch
        {
            "long" => Raw($"Do={press}&Text={new string('é', 100_000)}"),
            "marks" => Form(press, _ => string.Concat(Enumerable.Repeat("\u0301\u0323", 400))),
            "line ends" => Form(press, field => field == "Text" ? "Halte à la vente." : lines),
            "nul" => Form(press, _ => "a\0b"),
            "half a letter" => Raw(string.Join('&', Fields.Select(field => $"{field}=%ED%A0%80"))),
            "repeated" => Raw(string.Join('&', Fields.Concat(Fields).Concat(Fields).Select((field, n) => $"{Uri.EscapeDataString(field)}={n}")) + $"&Do={press}"),
            "missing" => Raw($"Do={press}"),
            "numbers" => Form(press, field => field is "To" or "For" or "Variant" or "Seed" or "Page" ? "-99999999999999999999" : "-2147483648"),
            "another kind of body" => Raw("{\"Name\":\"a\"}", press == "start" ? "application/json" : "text/plain"),
            _ => Raw("--x\r\nContent-Disp", "multipart/form-data; boundary=x"),
        };
    }

    private static ByteArrayContent Form(string press, Func<string, string> value) =>
        Raw(string.Join('&', Fields.Select(field => $"{Uri.EscapeDataString(field)}={Uri.EscapeDataString(field == "Do" ? press : value(field))}")));

    private static ByteArrayContent Raw(string body, string type = "application/x-www-form-urlencoded")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
