using System.Globalization;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.WebUtilities;

namespace Campaigns.Web.Startup;

/// <summary>Gives every refusal without a body a page in the visitor's language, or ProblemDetails where JSON is asked for.</summary>
public sealed class FailurePages(RequestDelegate next)
{
    public const int RetrySeconds = 30;

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400 and < 600, ContentLength: null, ContentType: null or "" })
            await ShowAsync(context, response.StatusCode, reference: null);
    }

    /// <summary>Writes the whole answer. Never throws: a page that cannot be drawn becomes a line of text.</summary>
    public static async Task ShowAsync(HttpContext context, int status, string? reference)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (status is StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);

        try
        {
            if (WantsJson(context.Request)) await Problem(status, reference).ExecuteAsync(context);
            else await DrawAsync(context, status, reference, await CampaignOfAsync(context, reference));
        }
        catch (Exception) when (!response.HasStarted)
        {
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync($"{status} {reference}", CancellationToken.None);
        }
    }

    /// <summary>A request that was refused before its controller ran has no language yet: the campaign in its address knows it.</summary>
    private static async Task<PublicCampaign?> CampaignOfAsync(HttpContext context, string? reference)
    {
        // With a reference something broke: perhaps the database that would be asked here.
        if (reference is not null || context.Features.Get<PageLanguage>() is not null || context.GetRouteValue("slug") is not string slug || slug.Contains('\0')) return null;
        if (await context.RequestServices.GetRequiredService<PublicCampaigns>().FindAsync(slug, context.RequestAborted) is not { } campaign) return null;
        PageLanguage.Use(context, campaign.Language);
        return campaign;
    }

    private static Task DrawAsync(HttpContext context, int status, string? reference, PublicCampaign? campaign)
    {
        // An exception on its way out has left the place where the language was set.
        if (context.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } language) (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language.Culture, language.UICulture);
        context.Features.Get<PageLanguage>()?.Apply();

        var isMissing = status is StatusCodes.Status404NotFound or StatusCodes.Status410Gone;
        var view = new ViewResult
        {
            ViewName = isMissing ? "/Features/Shared/NotFound.cshtml" : "/Features/Shared/Failure.cshtml",
            StatusCode = status,
            ViewData = new ViewDataDictionary(context.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary())
            {
                Model = isMissing ? null : PageOf(context, status, reference, campaign),
            },
        };
        return view.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
    }

    private static FailurePage PageOf(HttpContext context, int status, string? reference, PublicCampaign? campaign)
    {
        var request = context.Request;
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        // Only public forms: what staff post may hold a password, which belongs in no page.
        var isRepeatable = status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status500InternalServerError
            && HttpMethods.IsPost(request.Method) && IsRead(context) && endpoint?.Metadata.GetMetadata<PublicEndpointAttribute>() is not null;
        return new FailurePage
        {
            Status = status,
            Reference = reference,
            FormPath = campaign is null || !HttpMethods.IsPost(request.Method) ? null : FormPathOf(campaign, request.Path.Value ?? ""),
            RetryPath = isRepeatable ? request.PathBase.Add(request.Path).ToUriComponent() : null,
            Answers = isRepeatable ? [.. request.Form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))] : [],
        };
    }

    /// <summary>A button alone posts nothing, and of nothing no form is kept.</summary>
    private static bool IsRead(HttpContext context) => context.Features.Get<IFormFeature>()?.Form is not null || context.Request is { HasFormContentType: true, ContentLength: 0 };

    /// <summary>The page that holds the form: buttons of a step post to addresses below its own.</summary>
    private static string FormPathOf(PublicCampaign campaign, string path) => path.Split('/') switch
    {
        [_, _, _, "act", var step, ..] when StepPaths.Named(step) is { } named => StepPaths.Of(campaign.Slug, named),
        [_, _, _, "sign", ..] => $"{campaign.Path}/sign",
        [_, _, _, "thanks", ..] => $"{campaign.Path}/thanks",
        _ => campaign.Path,
    };

    private static bool WantsJson(HttpRequest request)
    {
        if (request.Path.Value?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) is true) return true;
        var accept = request.Headers.Accept.ToString();
        return accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    // Results.Problem asks the framework's writer, which writes nothing for a controller that is no [ApiController].
    private static IResult Problem(int status, string? reference)
    {
        var problem = new ProblemDetails { Status = status, Title = ReasonPhrases.GetReasonPhrase(status) };
        if (reference is not null) problem.Extensions["reference"] = reference;
        return Results.Json(problem, contentType: "application/problem+json", statusCode: status);
    }
}
