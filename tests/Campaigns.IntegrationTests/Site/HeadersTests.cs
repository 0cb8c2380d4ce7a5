namespace Campaigns.IntegrationTests.Site;

public sealed class ProductionApps : Apps
{
    protected override void Configure(AppSetup setup)
    {
        setup.Environment = "Production";
        setup.Settings["Staff:SecondFactor"] = "Required";
    }
}

public sealed class HeadersTests(ProductionApps apps) : IClassFixture<ProductionApps>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/help")]
    [InlineData("/brand.css")]
    [InlineData("/favicon.svg")]
    [InlineData("/css/base.css")]
    [InlineData("/c/nowhere")]
    [InlineData("/c/nowhere.json")]
    [InlineData("/feed.atom")]
    [InlineData("/embed/nowhere")]
    [InlineData("/oembed")]
    [InlineData("/nothing/here")]
    [InlineData("/s/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/admin")]
    [InlineData("/sign-in")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Every_answer_carries_the_security_headers(string path) => Check(await (await apps.On(TestDatabase.Sqlite)).Client().GetAsync(path), path);

    [Fact]
    public async Task Every_step_of_signing_carries_the_security_headers()
    {
        var app = await apps.On(TestDatabase.Sqlite);
        var (answers, _, _) = await Journey.WalkAsync(app, await new TestCampaign().AddToAsync(app));
        foreach (var answer in answers) Check(answer, answer.RequestMessage!.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task Refusals_carry_the_security_headers()
    {
        var client = (await apps.On(TestDatabase.Sqlite)).Client(sendsFetchSite: false);
        client.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        Check(await client.PostAsync("/language", new FormUrlEncodedContent([])), "403");
    }

    private static void Check(HttpResponseMessage answer, string what)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";
        Header("Content-Security-Policy").ShouldBe("default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'", what);
        Header("X-Content-Type-Options").ShouldBe("nosniff", what);
        Header("Strict-Transport-Security").ShouldBe("max-age=31536000; includeSubDomains", what);
        Header("Referrer-Policy").ShouldBeOneOf("strict-origin-when-cross-origin", "same-origin");
        Header("Permissions-Policy").ShouldBe("camera=(), microphone=(), geolocation=(), payment=(), publickey-credentials-get=(self), publickey-credentials-create=(self)", what);
        Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin", what);
        Header("Server").ShouldBeEmpty(what);
        Header("X-Powered-By").ShouldBeEmpty(what);
        if (!answer.Headers.TryGetValues("Set-Cookie", out var cookies)) return;
        foreach (var cookie in cookies)
        {
            cookie.ShouldStartWith("__Host-", Case.Sensitive, what);
            cookie.ShouldContain("secure", Case.Insensitive, what);
            cookie.ShouldContain("httponly", Case.Insensitive, what);
            cookie.ShouldMatch("(?i)samesite=(lax|strict)", what);
        }
    }
}
