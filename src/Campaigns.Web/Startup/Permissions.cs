using System.Security.Claims;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>For staff who hold this <see cref="Permission"/> and, where their role asks for it, have used a second factor.</summary>
public sealed class RequiresPermissionAttribute(string permission) : AuthorizeAttribute(permission);

/// <summary>For whoever is signed in, second factor or not: enrolling it and signing out.</summary>
public sealed class RequiresSignInAttribute() : AuthorizeAttribute(PolicyName)
{
    public const string PolicyName = "signed-in";
}

public sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>
/// Grants by the table in <see cref="Permission"/>; the roles stand in the cookie and are read again each minute.
/// Where a right goes by campaign and the address names one (<c>{id}</c>), it must be theirs.
/// </summary>
public sealed class PermissionHandler(IOptions<StaffOptions> staff, CampaignAccess access) : AuthorizationHandler<PermissionRequirement>
{
    public const string SecondFactorMissing = "second-factor";
    public const string ForeignCampaign = "foreign-campaign";

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (LacksSecondFactor(context.User, staff.Value)) context.Fail(new AuthorizationFailureReason(this, SecondFactorMissing));
        else if (!Permission.IsGranted(requirement.Permission, context.User.IsInRole)) return;
        else if (Permission.IsPerCampaign(requirement.Permission) && CampaignOf(context.Resource) is { } campaign && !await access.MayWorkOnAsync(context.User, campaign, CancellationToken.None))
            context.Fail(new AuthorizationFailureReason(this, ForeignCampaign));
        else context.Succeed(requirement);
    }

    /// <summary>The campaign that the address names: <c>/admin/campaigns/{id}/…</c></summary>
    private static Guid? CampaignOf(object? resource) =>
        resource is HttpContext { Request: var request } && request.Path.StartsWithSegments("/admin/campaigns") && Guid.TryParse(request.RouteValues["id"] as string, out var id) ? id : null;

    public static bool LacksSecondFactor(ClaimsPrincipal user, StaffOptions options) =>
        options.SecondFactor is SecondFactor.Required && Roles.All.Any(role => user.IsInRole(role) && Permission.NeedsSecondFactor(role)) && !StaffSession.UsedSecondFactor(user);
}

/// <summary>Refuses to start with an endpoint that says nothing about who may use it.</summary>
public sealed class EveryEndpointSaysWhoMay : IActionModelConvention
{
    public void Apply(ActionModel action)
    {
        if (action.Attributes.Concat(action.Controller.Attributes).Any(attribute => attribute is IAllowAnonymous or IAuthorizeData)) return;
        throw new InvalidOperationException(
            $"{action.Controller.ControllerName}.{action.ActionName} carries neither [PublicEndpoint], [StaffDoor], [RequiresSignIn] nor [RequiresPermission].");
    }
}

internal static class PermissionPolicies
{
    public static void Add(AuthorizationOptions options)
    {
        // The scheme is named here and nowhere made the default: so only staff endpoints read the cookie, and public pages never do.
        foreach (var permission in Permission.All)
            options.AddPolicy(permission, policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)));
        options.AddPolicy(RequiresSignInAttribute.PolicyName, policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser());
    }
}
