using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Shouldly;

namespace Campaigns.UnitTests.Startup;

/// <summary>Tokens of mailed links: each leads back to its delivery, for its purpose alone, in its one spelling.</summary>
public sealed class LinkTokenTests
{
    private readonly InstallationKeys _keys = Keys(1);

    [Fact]
    public void A_token_leads_back_to_its_delivery()
    {
        var id = Guid.CreateVersion7();

        var token = _keys.LinkToken(id, LinkPurpose.Confirm);

        token.ShouldMatch("^[A-Za-z0-9_-]{22}$");
        token.ShouldBe(_keys.LinkToken(id, LinkPurpose.Confirm), "a mail that is rendered again carries the same link");
        _keys.DeliveryOf(token, LinkPurpose.Confirm).ShouldBe(id);
    }

    [Fact]
    public void A_token_holds_for_one_purpose_and_one_installation()
    {
        var id = Guid.CreateVersion7();
        var token = _keys.LinkToken(id, LinkPurpose.Confirm);

        _keys.DeliveryOf(token, LinkPurpose.Unsubscribe).ShouldNotBe(id);
        Keys(2).DeliveryOf(token, LinkPurpose.Confirm).ShouldNotBe(id);
    }

    [Fact]
    public void Neighbouring_deliveries_have_tokens_that_do_not_resemble_each_other()
    {
        var id = Guid.CreateVersion7();
        var next = new Guid([.. id.ToByteArray()[..15], (byte)(id.ToByteArray()[15] ^ 1)]);
        var (a, b) = (_keys.LinkToken(id, LinkPurpose.Confirm), _keys.LinkToken(next, LinkPurpose.Confirm));

        a.Zip(b).Count(pair => pair.First == pair.Second).ShouldBeLessThan(8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("twenty-two characters!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_no_link_of_ours_looks_like_leads_nowhere(string token) => _keys.DeliveryOf(token, LinkPurpose.Confirm).ShouldBeNull();

    [Fact]
    public void Another_spelling_of_the_same_bits_leads_nowhere()
    {
        var token = _keys.LinkToken(Guid.CreateVersion7(), LinkPurpose.Confirm);
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var other = token[..21] + letters[letters.IndexOf(token[21], StringComparison.Ordinal) + 1];

        _keys.DeliveryOf(other, LinkPurpose.Confirm).ShouldBeNull();
    }

    private static InstallationKeys Keys(byte seed)
    {
        var keys = new InstallationKeys();
        keys.Use([.. Enumerable.Repeat(seed, 32)], []);
        return keys;
    }
}
