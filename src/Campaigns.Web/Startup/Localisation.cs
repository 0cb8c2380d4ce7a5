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
            // Campaign and token pages set their own language; elsewhere the switcher decides, then the browser.
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = "language" }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
}
