using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Campaigns.Web.Features.Shared;

/// <summary>The language that a page decides itself: that of its text, or the one a supporter's link carries.</summary>
/// <remarks>A culture set inside an async action is gone when its view runs; <see cref="PageLanguageFilter"/> sets it again there.</remarks>
public sealed record PageLanguage(CultureInfo Culture)
{
    /// <summary>Call it in the action as soon as the language is known.</summary>
    public static void Use(HttpContext context, string language)
    {
        var chosen = new PageLanguage(CultureInfo.GetCultureInfo(language));
        context.Features.Set(chosen);
        chosen.Apply();
    }

    internal void Apply() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture;
}

public sealed class PageLanguageFilter : IAsyncAlwaysRunResultFilter
{
    public Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        context.HttpContext.Features.Get<PageLanguage>()?.Apply();
        return next();
    }
}
