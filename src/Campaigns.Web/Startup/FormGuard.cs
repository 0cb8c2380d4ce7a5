using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Startup;

/// <summary>Takes a form with a text of any length that a person might paste, so that the answer is a sentence at the field and the text stays there.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LongFormAttribute : Attribute;

/// <summary>Takes a form with a file. What is too large for its field gets a sentence there, so more is read than is kept.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class UploadFormAttribute : Attribute;

/// <summary>
/// Reads posted forms before anybody binds them, because model binding turns a form that is too large or broken into an empty one,
/// and an empty one into a page that has lost every answer. NUL and bytes that are no UTF-8 are refused here, once for all fields.
/// </summary>
public sealed class FormGuard(RequestDelegate next)
{
    public const int MaxBytes = 64 * 1024;
    public const int MaxFields = 128;
    public const int MaxValue = 32 * 1024;
    /// <summary>Of a <see cref="LongFormAttribute"/>: a hundred thousand characters of any script, escaped for a form.</summary>
    public const int MaxLongBytes = 1024 * 1024;
    /// <summary>How many forms over <see cref="MaxBytes"/> are read and answered at a time: each may cost some megabytes.</summary>
    public const int MostLongForms = 16;

    /// <summary>Of an <see cref="UploadFormAttribute"/>: what a camera makes, so that whoever chose it is told at the field and loses nothing typed.</summary>
    public const int MaxUploadBytes = 32 * 1024 * 1024;

    private const int RetrySeconds = 5;

    private static readonly FormOptions LongForm = new()
    {
        ValueCountLimit = MaxFields, ValueLengthLimit = MaxLongBytes, BufferBodyLengthLimit = MaxLongBytes, MultipartBodyLengthLimit = MaxLongBytes,
    };

    private static readonly FormOptions UploadForm = new()
    {
        ValueCountLimit = MaxFields, ValueLengthLimit = MaxLongBytes, MultipartBodyLengthLimit = MaxUploadBytes,
    };

    // Places of their own for those who work here: slow posts of the public keep nobody from writing.
    private readonly SemaphoreSlim _longForms = new(MostLongForms, MostLongForms), _staffForms = new(MostLongForms, MostLongForms);

    public async Task InvokeAsync(HttpContext context)
    {
        // Whoever is not signed in is sent to do so before any of it is read.
        if (TakesFile(context) && context.GetEndpoint()!.Metadata.GetMetadata<IAllowAnonymous>() is null && !await IsStaffAsync(context))
        {
            await next(context);
            return;
        }
        var isLarge = IsLarge(context);
        var places = isLarge && await IsStaffAsync(context) ? _staffForms : _longForms;
        if (isLarge && !places.Wait(0, CancellationToken.None))
        {
            context.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        try
        {
            if (await FaultOfAsync(context) is { } status) context.Response.StatusCode = status;
            else await next(context);
        }
        finally
        {
            if (isLarge) places.Release();
        }
    }

    private static async Task<bool> IsStaffAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null && (await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Succeeded;

    private static bool TakesLong(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<LongFormAttribute>() is not null;

    private static bool TakesFile(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<UploadFormAttribute>() is not null;

    private static int MostOf(HttpContext context) => TakesFile(context) ? MaxUploadBytes : TakesLong(context) ? MaxLongBytes : MaxBytes;

    /// <summary>Without a length it may be.</summary>
    private static bool IsLarge(HttpContext context) =>
        MostOf(context) > MaxBytes && context.Request is { HasFormContentType: true } request && !(request.ContentLength <= MaxBytes) && !(request.ContentLength > MostOf(context)) && HttpMethods.IsPost(request.Method);

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
        var (takesFile, most) = (TakesFile(context), MostOf(context));
        if (request.ContentLength > most) return StatusCodes.Status413PayloadTooLarge;

        try
        {
            if (most > MaxBytes && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
            var form = most > MaxBytes ? await request.ReadFormAsync(takesFile ? UploadForm : LongForm, context.RequestAborted) : await request.ReadFormAsync(context.RequestAborted);
            return (takesFile || form.Files.Count == 0) && form.All(field => IsText(field.Key) && field.Value.All(IsText)) ? null : StatusCodes.Status400BadRequest;
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
