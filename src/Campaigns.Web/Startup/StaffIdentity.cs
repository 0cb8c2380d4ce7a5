using System.Security.Claims;

namespace Campaigns.Web.Startup;

/// <summary>What a session says of the person who is signed in.</summary>
public static class StaffIdentity
{
    /// <summary>Id of the person who is signed in; null for everybody else.</summary>
    public static Guid? StaffId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Where a request came from, as the audit log keeps it: /24 or /48.</summary>
    public static string AuditNetwork(this HttpContext context) => NetworkParts.StoredOf(context.Connection.RemoteIpAddress);

    public static string? StaffName(this ClaimsPrincipal user) => user.FindFirstValue(StaffPrincipals.NameClaim);
}
