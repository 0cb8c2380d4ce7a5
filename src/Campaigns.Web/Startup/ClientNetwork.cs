using System.Net;
using System.Net.Sockets;
using System.Security.Claims;

namespace Campaigns.Web.Startup;

/// <summary>The network a request came from, cut so that it points at no person: /24, or /48 of IPv6.</summary>
public static class ClientNetwork
{
    public static string? Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <returns><c>192.0.2.0/24</c>, <c>2001:db8:1::/48</c>, or null without an address.</returns>
    public static string? Of(IPAddress? address) => Cut(address, 24, 48);

    /// <summary>One household or machine: the whole IPv4 address, /64 of IPv6.</summary>
    public static string? Single(IPAddress? address) => Cut(address, 32, 64);

    private static string? Cut(IPAddress? address, int four, int six)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var length = address.AddressFamily is AddressFamily.InterNetwork ? four : six;
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return $"{new IPAddress(bytes)}/{length}";
    }
}

public static class StaffIdentity
{
    /// <summary>Id of the person who is signed in; null for everybody else.</summary>
    public static Guid? StaffId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public static string? StaffName(this ClaimsPrincipal user) => user.FindFirstValue(StaffPrincipals.NameClaim);
}
