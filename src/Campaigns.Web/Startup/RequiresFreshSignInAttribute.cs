using Campaigns.Core;
using Campaigns.Web.Features.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Startup;

/// <summary>
/// Somebody who sits down at a desk that was left open gets no further: the password is asked again when the last time is more than ten minutes ago.
/// What was posted goes along and is done afterwards.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresFreshSignInAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>After the check of the antiforgery token, or a foreign page could have its post repeated.</summary>
    public int Order => 2000;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (StaffSession.IsFresh(session.Properties, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())) return;

        var page = new AgainPage
        {
            Path = http.Request.Path + http.Request.QueryString,
            Fields = [.. (http.Request.HasFormContentType ? http.Request.Form : FormCollection.Empty).Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal)).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))],
            AsksCode = StaffSession.UsedSecondFactor(http.User),
            HasPasskey = http.User.StaffId() is { } staff && await http.RequestServices.GetRequiredService<CampaignsDb>().UserPasskeys.AnyAsync(passkey => passkey.UserId == staff, http.RequestAborted),
        };
        context.Result = new ViewResult
        {
            ViewName = "/Features/SignIn/Again.cshtml",
            StatusCode = StatusCodes.Status403Forbidden,
            ViewData = new ViewDataDictionary<AgainPage>(http.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = page },
        };
    }
}
