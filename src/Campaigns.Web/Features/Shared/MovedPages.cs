using Campaigns.Core;
using Campaigns.Core.Content;
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
            var path = string.Join('/', request.Path.Value!.Split('/').Select(part => Moved(part, slug, present.Slug)));
            response.StatusCode = StatusCodes.Status200OK;
            context.Result = new RedirectResult(request.PathBase + path + request.QueryString, permanent: present.IsForGood, preserveMethod: !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)));
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

    /// <returns>Null for a slug that leads nowhere. A translation that was taken off leads to the original until it is back.</returns>
    private static async Task<(string Slug, bool IsForGood)?> PresentAsync(HttpContext context, string slug)
    {
        var (db, ct) = (context.RequestServices.GetRequiredService<CampaignsDb>(), context.RequestAborted);
        if (await FormerSlugs.PresentAsync(db, slug, ct) is { } present) return (present, true);
        return await (
            from hidden in db.CampaignTexts
            where hidden.Slug == slug && hidden.Visibility == TextVisibility.Hidden
            join text in db.CampaignTexts on hidden.CampaignId equals text.CampaignId
            where text.IsOriginal
            join campaign in db.Campaigns on text.CampaignId equals campaign.Id
            where campaign.Status != CampaignStatus.Draft && !campaign.IsTest
            select text.Slug).SingleOrDefaultAsync(ct) is { } original ? (original, false) : null;
    }
}
