using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.UnitTests.Startup;

/// <summary>Rule S6, in its order.</summary>
public sealed class OriginCheckTests
{
    private readonly OriginCheck _check = new(_ => Task.CompletedTask, Options.Create(new SiteOptions
    {
        PublicUrl = "https://act.example.org/",
        TrustedOrigins = ["https://www.act.example.org"],
    }));

    [Theory]
    // 1. A machine's endpoint has a proof of its own.
    [InlineData(true, "cross-site", "https://evil.example", true, true)]
    [InlineData(true, null, null, true, true)]
    // 2. The browser says the post comes from here, or that a person typed it.
    [InlineData(false, "same-origin", null, true, true)]
    [InlineData(false, "none", null, true, true)]
    [InlineData(false, "same-origin", "https://evil.example", true, true)]
    // 3. The browser says it comes from elsewhere: only a trusted origin passes, not even our own name.
    [InlineData(false, "cross-site", "https://evil.example", false, false)]
    [InlineData(false, "cross-site", "https://www.act.example.org", true, true)]
    [InlineData(false, "same-site", "https://www.act.example.org", true, true)]
    [InlineData(false, "same-site", "https://shop.act.example.org", false, false)]
    [InlineData(false, "cross-site", "https://act.example.org", false, false)]
    [InlineData(false, "cross-site", "null", false, false)]
    [InlineData(false, "cross-site", null, false, false)]
    [InlineData(false, "same-origin,cross-site", null, false, false)]
    [InlineData(false, "", null, false, false)]
    // 4. An older browser: its origin is the configured one, to the port.
    [InlineData(false, null, "https://act.example.org", true, true)]
    [InlineData(false, null, "https://ACT.example.org:443", true, true)]
    [InlineData(false, null, "http://act.example.org", false, false)]
    [InlineData(false, null, "https://act.example.org:8443", false, false)]
    [InlineData(false, null, "https://act.example.org.evil.example", false, false)]
    [InlineData(false, null, "https://act.example.org@evil.example", false, false)]
    [InlineData(false, null, "https://www.act.example.org", false, false)]
    [InlineData(false, null, "null", false, false)]
    [InlineData(false, null, "", false, false)]
    // 5. Neither header: no browser of today, so it may not act in anybody's name.
    [InlineData(false, null, null, false, true)]
    [InlineData(false, null, null, true, false)]
    public void A_post_passes_only_from_where_it_may_come(bool isMachine, string? fetchSite, string? origin, bool hasOurCookie, bool passes) =>
        _check.Allows(isMachine, fetchSite, origin, hasOurCookie).ShouldBe(passes);

    [Theory]
    [InlineData("__Host-staff", true)]
    [InlineData("staff-form", true)]
    [InlineData("supporter", true)]
    [InlineData("known", true)]
    [InlineData("_analytics", false)]
    public void Only_cookies_of_this_program_count(string name, bool isOurs) => OriginCheck.IsOurs(name).ShouldBe(isOurs);
}
