using System.Globalization;
using Campaigns.Web.Features.Shared;
using Microsoft.AspNetCore.Diagnostics;
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
            else await DrawAsync(context, status, reference);
        }
        catch (Exception) when (!response.HasStarted)
        {
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync($"{status} {reference}", CancellationToken.None);
        }
    }

    private static Task DrawAsync(HttpContext context, int status, string? reference)
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
                Model = isMissing ? null : PageOf(context, status, reference),
            },
        };
        return view.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
    }

    private static FailurePage PageOf(HttpContext context, int status, string? reference)
    {
        var request = context.Request;
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        // Only public forms: what staff post may hold a password, which belongs in no page.
        var isRepeatable = status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status500InternalServerError
            && HttpMethods.IsPost(request.Method) && request.HasFormContentType && endpoint?.Metadata.GetMetadata<PublicEndpointAttribute>() is not null;
        return new FailurePage
        {
            Status = status,
            Reference = reference,
            RetryPath = isRepeatable ? request.PathBase.Add(request.Path).ToUriComponent() : null,
            Answers = isRepeatable ? [.. request.Form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))] : [],
        };
    }

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
