using Campaigns.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// An address that a campaign had before leads to the present one, whatever stands behind the slug: its steps, figures, card and feed.
/// Looked up only where a page was not found, so that pages which are there pay nothing. A post keeps its form.
/// </summary>
internal sealed class MovedPages : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        if (!response.HasStarted && IsMissing(context) && request.RouteValues["slug"] is string slug && await PresentAsync(context.HttpContext, slug.ToLowerInvariant()) is { } present)
        {
            var path = string.Join('/', request.Path.Value!.Split('/').Select(part => Moved(part, slug, present)));
            response.StatusCode = StatusCodes.Status200OK;
            context.Result = new RedirectResult(request.PathBase + path + request.QueryString, permanent: true, preserveMethod: !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)));
        }
        await next();
    }

    private static bool IsMissing(ResultExecutingContext context) =>
        context.Result is IStatusCodeActionResult { StatusCode: StatusCodes.Status404NotFound } || context.HttpContext.Response.StatusCode == StatusCodes.Status404NotFound;

    /// <summary>The part that is the slug, alone or before an ending: <c>old.json</c>.</summary>
    private static string Moved(string part, string slug, string present) =>
        part.Equals(slug, StringComparison.OrdinalIgnoreCase) ? present
        : part.StartsWith(slug + ".", StringComparison.OrdinalIgnoreCase) ? present + part[slug.Length..]
        : part;

    private static Task<string?> PresentAsync(HttpContext context, string slug)
    {
        var db = context.RequestServices.GetRequiredService<CampaignsDb>();
        return (
            from former in db.FormerSlugs
            where former.Slug == slug
            join text in db.CampaignTexts on former.CampaignTextId equals text.Id
            join campaign in db.Campaigns on text.CampaignId equals campaign.Id
            // What the public may not see has no address either.
            where campaign.Status != CampaignStatus.Draft && !campaign.IsTest
            select (string?)text.Slug).SingleOrDefaultAsync(context.RequestAborted);
    }
}
