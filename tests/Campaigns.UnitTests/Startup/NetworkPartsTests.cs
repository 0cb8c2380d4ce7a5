using System.Net;
using Campaigns.Web.Startup;
using Shouldly;

namespace Campaigns.UnitTests.Startup;

public sealed class NetworkPartsTests
{
    [Theory]
    [InlineData("192.0.2.77", "192.0.2.77/32", "192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.77/32", "192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("2001:db8:1234:56ff:1:2:3:4", "2001:db8:1234:56ff::/64", "2001:db8:1234:5600::/56", "2001:db8:1234::/48")]
    public void Addresses_are_cut_to_what_is_counted_and_what_may_be_kept(string address, string counted, string range, string kept)
    {
        var ip = IPAddress.Parse(address);
        (NetworkParts.AddressOf(ip), NetworkParts.RangeOf(ip), NetworkParts.StoredOf(ip)).ShouldBe((counted, range, kept));
    }

    [Fact]
    public void A_request_without_an_address_is_counted_too() => NetworkParts.AddressOf(null).ShouldBe("unknown");
}
