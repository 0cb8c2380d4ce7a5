using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Campaigns.Web.Startup;

/// <summary>Interface languages. The key of a text is its English sentence, so English is complete by construction; others live in <c>Resources/Texts.{language}.resx</c>.</summary>
public static class Localisation
{
    public static readonly IReadOnlyList<CultureInfo> Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("fr")];

    public static IServiceCollection AddInterfaceLanguages(this IServiceCollection services) => services
        .AddLocalization(options => options.ResourcesPath = "Resources")
        .Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture("en");
            options.SupportedCultures = options.SupportedUICultures = [.. Languages];
            // Campaign and token pages set their own language; elsewhere the switcher decides, then the browser, then the organisation.
            options.RequestCultureProviders =
            [
                new OfferedLanguages(new CookieRequestCultureProvider { CookieName = "language" }),
                new OfferedLanguages(new AcceptLanguageHeaderRequestCultureProvider()),
                new CustomRequestCultureProvider(http => Task.FromResult(http.RequestServices.GetRequiredService<Organisation>().Now.Language is { } preset ? new ProviderCultureResult(preset) : null)),
            ];
        });

    /// <summary>On pages for supporters, of what is asked for only what the organisation offers them. Staff read every language there is.</summary>
    private sealed class OfferedLanguages(IRequestCultureProvider asked) : IRequestCultureProvider
    {
        private static readonly string[] Staff = ["/admin", "/setup", "/sign-in", "/invite", "/new-password"];

        public async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            if (await asked.DetermineProviderCultureResult(httpContext) is not { } result) return null;
            if (Staff.Any(path => httpContext.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))) return result;
            var organisation = httpContext.RequestServices.GetRequiredService<Organisation>().Now;
            var offered = result.UICultures.Where(culture => organisation.Offers(culture.ToString().Split('-')[0])).ToList();
            return offered.Count == 0 ? null : new ProviderCultureResult(offered);
        }
    }
}
