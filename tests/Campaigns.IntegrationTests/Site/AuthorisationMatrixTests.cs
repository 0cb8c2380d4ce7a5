using Campaigns.Core;
using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Site;

/// <summary>
/// Every endpoint of the program, asked by everybody there is, against <c>AuthorisationMatrix.txt</c>. A new endpoint needs a line there, so somebody
/// decides who may. Requests go through the whole program up to the endpoint's door and no further.
/// </summary>
public sealed class AuthorisationMatrixTests(AuthorisationMatrixTests.DoorApps apps) : IClassFixture<AuthorisationMatrixTests.DoorApps>
{
    private const string Reached = "X-Reached";

    public sealed class DoorApps : Apps
    {
        protected override void Configure(AppSetup setup)
        {
            setup.Settings["Staff:SecondFactor"] = "Required";
            setup.Services = services => services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new StopAtTheDoor()));
        }
    }

    /// <summary>Says that the endpoint would run now; the sign-in itself does run.</summary>
    private sealed class StopAtTheDoor : IAuthorizationFilter, IOrderedFilter
    {
        public int Order => int.MinValue;

        public void OnAuthorization(AuthorizationFilterContext context)
        {
            if (!context.HttpContext.Request.Headers.ContainsKey(Reached)) return;
            context.HttpContext.Response.Headers[Reached] = "yes";
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            context.Result = new StatusCodeResult(200);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Everybody_gets_as_far_as_the_matrix_says_and_no_endpoint_is_missing(TestDatabase database)
    {
        var app = await apps.On(database);
        var people = await PeopleAsync(app);
        List<string> found = [];
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null))
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                List<string> cells = [];
                foreach (var (client, campaign) in people) cells.Add(await AskAsync(client, method, PathOf(endpoint.RoutePattern, campaign)));
                // HEAD is held to the line of GET.
                found.Add($"{(method == "HEAD" ? "GET" : method),-4} /{endpoint.RoutePattern.RawText!.TrimStart('/')} : {(cells.Distinct().Count() == 1 ? $"{cells[0]} for all" : string.Join(' ', cells))}");
            }

        found = [.. found.Distinct().Order(StringComparer.Ordinal)];
        var written = File.ReadAllLines(Repository.Path("tests/Campaigns.IntegrationTests/Site/AuthorisationMatrix.txt")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        if (found.SequenceEqual(written)) return;
        Assert.Fail($"AuthorisationMatrix.txt and the program differ.\nFound, but not written (add these if they are right, in order):\n{string.Join('\n', found.Except(written))}\nWritten, but not found:\n{string.Join('\n', written.Except(found))}");
    }

    /// <summary>In the order of the matrix: each with the campaign that they ask for.</summary>
    private static async Task<List<(HttpClient Client, SeededCampaign Campaign)>> PeopleAsync(CampaignsApp app)
    {
        var (own, shared, foreign) = (await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app), await new TestCampaign().AddToAsync(app));
        var organiser = await EnterAsync(app, Roles.Organiser);
        await using (var db = app.Db())
        {
            var id = await db.Users.Where(user => user.Email == EmailOf(Roles.Organiser)).Select(user => user.Id).SingleAsync();
            await db.CampaignShares.Where(share => share.CampaignId != shared.Id).ExecuteDeleteAsync();
            (await db.Campaigns.SingleAsync(campaign => campaign.Id == own.Id)).GiveTo(id, app.Now);
            await db.SaveChangesAsync();
        }
        return
        [
            (app.Client(), foreign), (await EnterAsync(app, Roles.Viewer), foreign), (await EnterAsync(app, Roles.Analyst), foreign),
            (organiser, own), (organiser, shared), (organiser, foreign),
            (await EnterAsync(app, Roles.Publisher), foreign), (await EnterAsync(app, Roles.Exporter), foreign), (await EnterAsync(app, Roles.Admin), foreign),
            (await app.StaffClientAsync("new@opensquare.example", Roles.Admin), foreign),
        ];
    }

    /// <summary>Signed in with both factors.</summary>
    private static async Task<HttpClient> EnterAsync(CampaignsApp app, string role)
    {
        await app.AddStaffAsync(EmailOf(role), role);
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        var user = (await users.FindByEmailAsync(EmailOf(role)))!;
        await users.ResetAuthenticatorKeyAsync(user);
        user.AppSetAt = app.Now;
        await users.SetTwoFactorEnabledAsync(user, true);
        var client = app.Client();
        await client.SignInAsync(EmailOf(role));
        var code = StaffAccounts.Totp((await users.GetAuthenticatorKeyAsync(user))!, DateTimeOffset.UtcNow);
        (await client.PostStaffFormAsync("/sign-in/code", "/sign-in/code", new() { ["Code"] = code })).Headers.Location!.ToString().ShouldBe("/admin");
        return client;
    }

    private static string EmailOf(string role) => $"{role.ToLowerInvariant()}@opensquare.example";

    private static async Task<string> AskAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add(Reached, "asks");
        if (method != "GET") request.Content = new FormUrlEncodedContent([]);
        using var answer = await client.SendAsync(request);
        if (answer.Headers.Contains(Reached)) return "in";
        return answer switch
        {
            { Headers.Location: { } to } when to.ToString().StartsWith("/sign-in", StringComparison.Ordinal) => "sign",
            { Headers.Location: { } to } when to.ToString() == "/admin/second-factor" => "2fa",
            _ => ((int)answer.StatusCode).ToString(),
        };
    }

    private static string PathOf(RoutePattern pattern, SeededCampaign campaign) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "slug" } => campaign.Slug,
        RoutePatternParameterPart { Name: "id" } => campaign.Id.ToString(),
        RoutePatternParameterPart { Name: "token" } => new string('A', 22),
        RoutePatternParameterPart { Name: "step" } => "tweet",
        RoutePatternParameterPart { Name: "hash" } => "0123456789abcdef",
        RoutePatternParameterPart { Name: "section" } => "ask",
        RoutePatternParameterPart { Name: "name" } => new string('a', 32) + "-12x8.png",
        RoutePatternParameterPart other when other.ParameterPolicies.Any(policy => policy.Content == "guid") => campaign.Id.ToString(),
        RoutePatternParameterPart other when other.ParameterPolicies.Any(policy => policy.Content is "int" or "long") => "1",
        _ => "none",
    }))));
}
