using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Campaigns.Web.Startup;

/// <summary>
/// Reads posted forms before anybody binds them, because model binding turns a form that is too large or broken into an empty one,
/// and an empty one into a page that has lost every answer. NUL and bytes that are no UTF-8 are refused here, once for all fields.
/// </summary>
public sealed class FormGuard(RequestDelegate next)
{
    public const int MaxBytes = 64 * 1024;
    public const int MaxFields = 128;
    public const int MaxValue = 32 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        if (await FaultOfAsync(context) is { } status) context.Response.StatusCode = status;
        else await next(context);
    }

    private static async Task<int?> FaultOfAsync(HttpContext context)
    {
        var request = context.Request;
        if (HoldsNul(request)) return StatusCodes.Status400BadRequest;
        if (!request.HasFormContentType || context.GetEndpoint() is null) return null;
        // No browser sends one. Bound like a query, its fields would get past the cache's rules about what makes a page personal.
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true ? StatusCodes.Status400BadRequest : null;
        // An endpoint that takes files says how much and reads them itself.
        if (context.GetEndpoint()!.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null) return null;
        if (request.ContentLength > MaxBytes) return StatusCodes.Status413PayloadTooLarge;

        try
        {
            var form = await request.ReadFormAsync(context.RequestAborted);
            return form.Files.Count == 0 && form.All(field => IsText(field.Key) && field.Value.All(IsText)) ? null : StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException e) { return e.StatusCode; }
        catch (NotSupportedException) { return StatusCodes.Status415UnsupportedMediaType; } // an encoding such as UTF-7
        catch (InvalidDataException e) { return e.Message.Contains("limit", StringComparison.Ordinal) ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest; }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested) { return StatusCodes.Status400BadRequest; }
    }

    private static bool HoldsNul(HttpRequest request) =>
        request.Path.Value?.Contains('\0') is true || request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) is true;

    // The reader puts U+FFFD where raw bytes were no UTF-8 and leaves escapes that are none as they stand, percent sign and all; lone surrogates cannot be stored either.
    private static bool IsText(string? text)
    {
        if (text is null) return true;
        if (text.AsSpan().IndexOfAny('\0', '\uFFFD') >= 0) return false;
        if (Ascii.IsValid(text)) return true;
        foreach (var rune in text.EnumerateRunes())
            // U+FFFE and its like are no characters: normalising them throws.
            if (rune == Rune.ReplacementChar || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF) return false;
        return true;
    }
}
