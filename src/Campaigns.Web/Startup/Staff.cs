using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Signing;
using Campaigns.Web.Features.Account;
using Campaigns.Web.Features.Admin;
using Campaigns.Web.Features.Exporting;
using Campaigns.Web.Features.People;
using Campaigns.Web.Features.Setup;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>Identity, permissions and the sign-in cookie of the staff area.</summary>
public static class Staff
{
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddDataProtectionKeys();
        services.AddIdentityCore<StaffUser>(Shape)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<CampaignsDb>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<StaffPrincipals>()
            .AddTokenProvider<AuthenticatorTokenProvider<StaffUser>>(TokenOptions.DefaultAuthenticatorProvider)
            .AddTokenProvider<PasskeyFactor>(PasskeyFactor.Name)
            .AddPasswordValidator<PasswordValidator>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<SiteOptions>>((passkeys, site) => PasskeyFactor.Shape(passkeys, site.Value));
        services.AddScoped<IUserConfirmation<StaffUser>, StaffMaySignIn>();

        services.AddSingleton<StaffTickets>();
        services.AddAuthentication().AddIdentityCookies();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<SiteOptions>, StaffTickets>((cookie, site, tickets) =>
        {
            StaffSession.Shape(cookie, site.Value, "staff");
            StaffSession.ShapeSession(cookie, tickets);
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme)
            .Configure<IOptions<SiteOptions>>((cookie, site) => StaffSession.Shape(cookie, site.Value, "staff-code"));
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<SiteOptions>>((tokens, site) =>
        {
            var secure = site.Value.Url.StartsWith("https:", StringComparison.Ordinal);
            tokens.Cookie.Name = secure ? "__Host-staff-form" : "staff-form";
            tokens.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            tokens.SuppressXFrameOptionsHeader = true; // the Content-Security-Policy says it, for every page alike
        });
        TokensAreNotCached.Wrap(services);
        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = TimeSpan.FromMinutes(1);
            stamp.OnRefreshingPrincipal = StaffSession.CarryMethodOver;
        });

        services.AddAuthorization(PermissionPolicies.Add);
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, StaffGate>();
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.Conventions.Add(new EveryEndpointSaysWhoMay());
            mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            mvc.Filters.Add(new StaffPagesAreNotStored());
            mvc.Filters.Add(new MovedPages());
        });

        return services.AddPeople().AddSignIn().AddAccount().AddSetup().AddAdmin().AddExporting();
    }

    /// <summary>Who may: runs after the headers are set and before anything is answered from a cache.</summary>
    public static WebApplication UseStaff(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    /// <summary>The administrator named in <c>Setup:*</c> exists after the start. An account that is there already is left as it is.</summary>
    /// <exception cref="SettingException">The account is to be made and its address or password will not do.</exception>
    public static async Task EnsureAdministratorAsync(IServiceProvider services, CancellationToken ct)
    {
        var setup = services.GetRequiredService<IOptions<SetupOptions>>().Value;
        if (setup.AdminEmail is not { Length: > 0 } email)
        {
            if (setup.AdminPassword is { Length: > 0 })
                throw new SettingException("Setup:AdminPassword is set but Setup:AdminEmail is missing. Set it to the administrator's address, or remove both and open /setup");
            return;
        }

        if (!EmailAddress.IsWellFormed(email)) throw new SettingException("Setup:AdminEmail must be one e-mail address, for example admin@example.org");
        if (await services.GetRequiredService<UserManager<StaffUser>>().FindByEmailAsync(email) is not null) return;
        CheckPassword(setup.AdminPassword, email, services.GetRequiredService<Organisation>().Now.Name);
        await services.GetRequiredService<CreateAdministrator>().RunAsync(email, email[..email.IndexOf('@')], setup.AdminPassword!, onlyFirst: false, ct);
    }

    private static void CheckPassword(string? password, string email, string organisation)
    {
        if (string.IsNullOrEmpty(password))
            throw new SettingException($"Setup:AdminPassword is missing. Set it to at least {PasswordRule.MinLength} characters, or remove Setup:AdminEmail and open /setup");
        var fault = PasswordRule.ProblemWith(password, email, organisation) switch
        {
            PasswordProblem.TooShort => $"is too short. Set it to at least {PasswordRule.MinLength} characters",
            PasswordProblem.TooLong => $"is too long. Set it to at most {PasswordRule.MaxLength} characters",
            PasswordProblem.TooCommon => "is one that attackers try first. Set it to several words of your own that do not belong together",
            _ => null,
        };
        if (fault is not null) throw new SettingException($"Setup:AdminPassword {fault}");
    }

    private static void Shape(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;
        identity.User.AllowedUserNameCharacters = ""; // any: the name is the address, which is checked as one
        identity.Password.RequiredLength = PasswordRule.MinLength;
        identity.Password.RequiredUniqueChars = 1;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        identity.SignIn.RequireConfirmedAccount = true; // what that means says StaffMaySignIn
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        identity.Lockout.AllowedForNewUsers = true;
    }
}
