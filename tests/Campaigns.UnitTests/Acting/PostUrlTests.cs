using Campaigns.Core.Acting;
using FsCheck;
using FsCheck.Fluent;

namespace Campaigns.UnitTests.Acting;

/// <summary>One form for every link to the same post, and none for anything else.</summary>
public sealed class PostUrlTests
{
    [Theory]
    [InlineData("https://x.com/ana/status/1234567890123456789")]
    [InlineData("https://twitter.com/Ana_B/status/1234567890123456789?s=20&t=abc")]
    [InlineData("https://mobile.twitter.com/other/status/1234567890123456789/photo/1")]
    [InlineData("https://www.x.com/i/status/1234567890123456789#m")]
    [InlineData("https://x.com/i/web/status/1234567890123456789")]
    [InlineData("https://twitter.com/ana/statuses/01234567890123456789/")]
    [InlineData("  HTTPS://X.COM/ana/status/1234567890123456789 ")]
    [InlineData("x.com/ana/status/1234567890123456789")]
    [InlineData("https://x.com:443/ana/status/1234567890123456789")]
    public void A_post_on_X_goes_by_its_number(string typed) => PostUrl.Normalise(typed, Channel.X).Url.ShouldBe("https://x.com/i/status/1234567890123456789");

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("https://x.com/")]
    [InlineData("https://x.com/ana")]
    [InlineData("https://x.com/ana/status/")]
    [InlineData("https://x.com/ana/status/abc")]
    [InlineData("https://x.com/ana/status/0")]
    [InlineData("http://x.com/ana/status/1")]
    [InlineData("https://evil.example/ana/status/1")]
    [InlineData("https://x.com.evil.example/ana/status/1")]
    [InlineData("https://evilx.com/ana/status/1")]
    [InlineData("https://x.com@evil.example/ana/status/1")]
    [InlineData("https://ana:pw@x.com/ana/status/1")]
    [InlineData("https://x.com:8443/ana/status/1")]
    [InlineData("https://x.com/ana/status/1 2")]
    [InlineData("https://x.com\\@evil.example/ana/status/1")]
    [InlineData("javascript:alert(1)//x.com/ana/status/1")]
    [InlineData("https://x.com/ana/status/1\r\nX: y")]
    [InlineData("https://x.com/search?q=/ana/status/1")]
    public void Anything_else_is_told_how_a_link_begins(string typed) => (PostUrl.Normalise(typed, Channel.X) with { IsElsewhereThere = false }).ShouldBe(new PostUrlResult(null, "https://x.com/"));

    [Theory]
    [InlineData("https://www.facebook.com/Northwind/posts/123456?comment_id=789&__cft__[0]=AZX_long&__tn__=R-R", "northwind/posts/123456?comment_id=789")]
    [InlineData("https://m.facebook.com/northwind/posts/some-title/123456/?comment_id=789&reply_comment_id=55", "northwind/posts/123456?comment_id=789&reply_comment_id=55")]
    [InlineData("https://fb.com/northwind/posts/pfbid02AbC?mibextid=x", "northwind/posts/pfbid02AbC")]
    [InlineData("https://facebook.com/permalink.php?story_fbid=pfbid0x&id=100&comment_id=Y29tbWVudA%3D%3D", "permalink.php?story_fbid=pfbid0x&id=100&comment_id=Y29tbWVudA%3D%3D")]
    [InlineData("https://m.facebook.com/story.php?id=100&story_fbid=22&refid=17", "permalink.php?story_fbid=22&id=100")]
    [InlineData("https://www.facebook.com/photo.php?fbid=1234&set=a.1", "photo?fbid=1234")]
    [InlineData("https://www.facebook.com/photo/?fbid=1234&set=a.1", "photo?fbid=1234")]
    [InlineData("https://www.facebook.com/watch/?v=99&comment_id=5", "watch?v=99&comment_id=5")]
    [InlineData("https://www.facebook.com/groups/Harbour/permalink/321/", "groups/harbour/posts/321")]
    [InlineData("https://www.facebook.com/northwind/videos/4321", "northwind/videos/4321")]
    [InlineData("https://www.facebook.com/share/p/1AbCdEf/?mibextid=wwXIfr", "share/p/1AbCdEf")]
    public void A_comment_on_Facebook_keeps_what_names_it(string typed, string kept) => PostUrl.Normalise(typed, Channel.Facebook).Url.ShouldBe("https://www.facebook.com/" + kept);

    [Theory]
    [InlineData("https://www.facebook.com/northwind")]
    [InlineData("https://www.facebook.com/northwind?comment_id=1")]
    [InlineData("https://www.facebook.com/permalink.php?story_fbid=1")]
    [InlineData("https://www.facebook.com/l.php?u=https://evil.example/posts/1234")]
    [InlineData("https://facebook.example/northwind/posts/1234")]
    public void A_page_of_Facebook_is_no_post(string typed) => (PostUrl.Normalise(typed, Channel.Facebook) with { IsElsewhereThere = false }).ShouldBe(new PostUrlResult(null, "https://www.facebook.com/"));

    [Theory]
    [InlineData(Channel.Bluesky, "https://bsky.app/profile/Ana.bsky.social/post/3kAbc?ref=x", "https://bsky.app/profile/ana.bsky.social/post/3kAbc")]
    [InlineData(Channel.Bluesky, "https://bsky.app/profile/did:plc:abc/post/3k", "https://bsky.app/profile/did:plc:abc/post/3k")]
    [InlineData(Channel.Mastodon, "https://Social.Example/@Ana/112233", "https://social.example/@ana/112233")]
    [InlineData(Channel.Mastodon, "https://social.example/users/ana/statuses/112233", "https://social.example/@ana/112233")]
    [InlineData(Channel.Mastodon, "https://social.example/web/@ana@other.example/112233", "https://social.example/@ana@other.example/112233")]
    [InlineData(Channel.Threads, "https://www.threads.net/@ana/post/C_aB-1/?xmt=1", "https://www.threads.com/t/C_aB-1")]
    [InlineData(Channel.Threads, "https://threads.com/t/C_aB-1", "https://www.threads.com/t/C_aB-1")]
    [InlineData(Channel.LinkedIn, "https://www.linkedin.com/feed/update/urn:li:activity:7123/?utm=1", "https://www.linkedin.com/feed/update/urn:li:activity:7123")]
    [InlineData(Channel.LinkedIn, "https://fr.linkedin.com/posts/ana-silva_stop-activity-7123-xYz_?rcm=1", "https://www.linkedin.com/feed/update/urn:li:activity:7123")]
    [InlineData(Channel.LinkedIn, "https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A7123", "https://www.linkedin.com/feed/update/urn:li:ugcPost:7123")]
    public void Other_networks_have_their_own_forms(Channel channel, string typed, string url) => PostUrl.Normalise(typed, channel).Url.ShouldBe(url);

    [Theory]
    [InlineData(Channel.Bluesky, "https://bsky.app/profile/ana.bsky.social", "https://bsky.app/")]
    [InlineData(Channel.Mastodon, "https://social.example/@ana", "https://mastodon.social/@…")]
    [InlineData(Channel.Mastodon, "https://127.0.0.1/@ana/1", "https://mastodon.social/@…")]
    [InlineData(Channel.Mastodon, "https://localhost/@ana/1", "https://mastodon.social/@…")]
    [InlineData(Channel.Threads, "https://www.threads.net/@ana", "https://www.threads.com/")]
    [InlineData(Channel.LinkedIn, "https://www.linkedin.com/in/ana", "https://www.linkedin.com/")]
    [InlineData(Channel.Email, "https://x.com/ana/status/1", null)]
    public void Each_says_how_its_links_begin(Channel channel, string typed, string? start) => (PostUrl.Normalise(typed, channel) with { IsElsewhereThere = false }).ShouldBe(new PostUrlResult(null, start));

    [Fact]
    public void The_persons_own_server_is_expected_first() => PostUrl.Normalise("?", Channel.Mastodon, "social.example").ExpectedStart.ShouldBe("https://social.example/@…");

    [Theory]
    [InlineData(Channel.X, "https://x.com/ana", true)]
    [InlineData(Channel.X, "https://www.twitter.com/ana", true)]
    [InlineData(Channel.X, "http://x.com/ana", false)]
    [InlineData(Channel.X, "https://x.com.evil.example/ana", false)]
    [InlineData(Channel.X, "https://x.com/ana/status/1", false)]
    [InlineData(Channel.Facebook, "https://m.facebook.com/northwind", true)]
    [InlineData(Channel.Bluesky, "https://bsky.app/profile/ana.bsky.social", true)]
    [InlineData(Channel.Mastodon, "https://social.example/@ana", true)]
    [InlineData(Channel.Mastodon, "https://elsewhere.example/@ana", false)]
    [InlineData(Channel.LinkedIn, "https://pt.linkedin.com/in/ana", true)]
    [InlineData(Channel.Email, "https://x.com/ana", false)]
    public void A_link_to_the_network_that_is_no_post_is_told_apart(Channel channel, string typed, bool isThere) =>
        PostUrl.Normalise(typed, channel, "social.example").IsElsewhereThere.ShouldBe(isThere);

    [Fact]
    public void A_form_is_at_most_500_characters_however_much_tracking_came_along()
    {
        PostUrl.Normalise($"https://x.com/ana/status/1?s={new string('a', 3_000)}", Channel.X).Url.ShouldBe("https://x.com/i/status/1");
        PostUrl.Normalise($"https://x.com/ana/status/1?s={new string('a', 100_000)}", Channel.X).Url.ShouldBeNull();
        var ids = string.Join('&', new[] { "story_fbid", "id", "comment_id", "reply_comment_id" }.Select(name => $"{name}={new string('a', 148)}"));
        PostUrl.Normalise($"https://www.facebook.com/permalink.php?{ids}", Channel.Facebook).Url.ShouldBeNull();
    }

    [Fact]
    public void A_normal_form_is_its_own_and_nothing_typed_fails()
    {
        var part = Gen.Elements("https://", "x.com", "www.facebook.com", "/ana", "/status/", "12", "?comment_id=1", "&id=2", "/posts/", "@", ":", "%", "%zz", "[", "é", "日", "/@b/3", "social.example", "#", ".", "permalink.php?story_fbid=1");
        Prop.ForAll(part.ListOf().Select(string.Concat).ToArbitrary(), Gen.Elements(Enum.GetValues<Channel>()).ToArbitrary(), (typed, channel) =>
        {
            if (PostUrl.Normalise(typed, channel).Url is not { } url) return;
            url.ShouldStartWith("https://");
            PostUrl.Normalise(url, channel).Url.ShouldBe(url);
        }).QuickCheckThrowOnFailure();
    }
}
