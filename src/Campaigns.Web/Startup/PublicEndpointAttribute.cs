using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Startup;

/// <summary>
/// For everybody: no sign-in is asked and no antiforgery token is written or wanted, so that the page stays cacheable.
/// Its posts are guarded by the origin check instead. Every endpoint carries this, <see cref="StaffDoorAttribute"/> or a permission.
/// </summary>
public sealed class PublicEndpointAttribute : IgnoreAntiforgeryTokenAttribute, IAllowAnonymous;

/// <summary>For people who are about to sign in: nobody is asked who they are, but posts need the antiforgery token and nothing is cached.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class StaffDoorAttribute : Attribute, IAllowAnonymous;
