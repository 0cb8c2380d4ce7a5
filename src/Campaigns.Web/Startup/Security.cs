using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>Headers, origin check, forwarded headers, limits, errors: what holds for every request.</summary>
public static class Security
{
    public static WebApplicationBuilder AddSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostLimits();
        builder.Services.AddExceptionHandler<UnexpectedFailure>();
        builder.Services.AddProblemDetails();
        builder.Services.Configure<MvcOptions>(mvc => mvc.Conventions.Add(new HeadAsGet()));
        builder.Services.Configure<CookiePolicyOptions>(cookies =>
        {
            cookies.HttpOnly = HttpOnlyPolicy.Always;
            cookies.MinimumSameSitePolicy = SameSiteMode.Lax;
        });
        builder.Services.AddOptions<CookiePolicyOptions>().Configure<IOptions<SiteOptions>>((cookies, site) =>
            cookies.Secure = site.Value.Url.StartsWith("https:", StringComparison.Ordinal) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        return builder;
    }

    public static WebApplication UseSecurity(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.TrustedProxies.Length > 0) app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        app.UseMiddleware<FailurePages>();
        app.UseExceptionHandler();
        app.UseCookiePolicy();
        // Named here, or it would run before all of this and its errors with it.
        app.UseRouting();
        app.UseMiddleware<OriginCheck>();
        app.UseMiddleware<FormGuard>();
        return app;
    }
}
