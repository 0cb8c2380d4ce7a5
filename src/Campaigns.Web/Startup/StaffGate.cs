using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Campaigns.Web.Startup;

/// <summary>What a person sees who may not: the way to the second factor, or who may do it instead.</summary>
public sealed class StaffGate(TimeProvider clock) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden)
        {
            await _usual.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        context.Response.Headers.CacheControl = "no-cache, no-store";
        if (authorizeResult.AuthorizationFailure?.FailureReasons.Any(reason => reason.Message == PermissionHandler.ForeignCampaign) is true)
        {
            // That it exists is nobody's business but those who work on it.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (authorizeResult.AuthorizationFailure?.FailureReasons.Any(reason => reason.Message == PermissionHandler.SecondFactorMissing) is true)
        {
            context.Response.Redirect("/admin/second-factor");
            return;
        }

        var permission = policy.Requirements.OfType<PermissionRequirement>().Select(asked => asked.Permission).First(asked => !Permission.IsGranted(asked, context.User.IsInRole));
        var db = context.RequestServices.GetRequiredService<CampaignsDb>();
        db.Add(new AuditEntry(context.User.StaffId(), "permission.refused", null, null, permission, context.AuditNetwork(), clock.GetUtcNow()));
        await db.SaveChangesAsync(context.RequestAborted);
        await ShowAsync(context, permission);
    }

    private static async Task ShowAsync(HttpContext context, string permission)
    {
        var page = await context.RequestServices.GetRequiredService<WhoMay>().RunAsync(permission, context.RequestAborted);
        var result = new ViewResult
        {
            ViewName = "/Features/Admin/NotAllowed.cshtml",
            StatusCode = StatusCodes.Status403Forbidden,
            ViewData = new ViewDataDictionary<WhoMayLine>(context.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = page },
        };
        await result.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
    }
}

/// <summary>Nothing behind the sign-in, nor the sign-in itself, is kept by browsers, proxies or search engines.</summary>
internal sealed class StaffPagesAreNotStored : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.HttpContext.Response.HasStarted || context.ActionDescriptor.EndpointMetadata.OfType<PublicEndpointAttribute>().Any()) return;
        context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";
        context.HttpContext.Response.Headers["X-Robots-Tag"] = "noindex";
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}
