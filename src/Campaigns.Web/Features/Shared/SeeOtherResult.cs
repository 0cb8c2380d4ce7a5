using Microsoft.AspNetCore.Mvc;

namespace Campaigns.Web.Features.Shared;

/// <summary>303: after a POST the browser asks for the next page with a GET, so that a reload posts nothing again.</summary>
public sealed class SeeOtherResult(string path) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = path;
    }
}
