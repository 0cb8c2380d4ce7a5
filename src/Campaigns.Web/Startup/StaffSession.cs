using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>Sessions of staff: 60 minutes idle, 12 hours at most, the account looked at again each minute.</summary>
internal static class StaffSession
{
    private const string Started = "started";
    private const string Proved = "proved";
    private const string Method = "amr";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);

    /// <summary>Says that the second factor was used for this session.</summary>
    public static Claim SecondFactorClaim => new(Method, "mfa");

    /// <summary>Signing in, or in again, is this long good for what needs it: roles, factors, downloads of personal data.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    /// <summary>The person has shown just now that it is still them.</summary>
    public static void MarkProved(AuthenticationProperties session, DateTimeOffset now) => session.Items[Proved] = now.ToString("O", CultureInfo.InvariantCulture);

    public static bool IsFresh(AuthenticationProperties? session, DateTimeOffset now) =>
        session is not null && (session.Items.TryGetValue(Proved, out var text) || session.Items.TryGetValue(Started, out text))
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) && now - at < FreshFor;

    /// <summary>When the session is over however busy it is; null for one that does not say when it began.</summary>
    public static DateTimeOffset? LastMoment(AuthenticationProperties session) =>
        session.Items.TryGetValue(Started, out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var started) ? started + Longest : null;

    public static bool UsedSecondFactor(ClaimsPrincipal user) => user.HasClaim(Method, "mfa");

    public static void Shape(CookieAuthenticationOptions cookie, SiteOptions site, string name)
    {
        var secure = site.Url.StartsWith("https:", StringComparison.Ordinal);
        // Browsers take a __Host- cookie only over https, from this host alone and for the whole of it.
        cookie.Cookie.Name = secure ? $"__Host-{name}" : name;
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    public static void ShapeSession(CookieAuthenticationOptions cookie, StaffTickets tickets)
    {
        cookie.SessionStore = tickets;
        cookie.CookieManager = new StaffCookies();
        cookie.ExpireTimeSpan = Idle;
        cookie.SlidingExpiration = true;
        cookie.Events.OnSigningIn = context =>
        {
            context.Properties.Items.TryAdd(Started, context.Properties.IssuedUtc?.ToString("O", CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context =>
        {
            // A page that only takes posts is no place to come back to.
            var back = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/admin";
            context.Response.Redirect("/sign-in" + QueryString.Create("returnUrl", back));
            return Task.CompletedTask;
        };
    }

    /// <summary>A session that is read again from the database keeps how it was signed in.</summary>
    public static Task CarryMethodOver(SecurityStampRefreshingPrincipalContext context)
    {
        var fresh = context.NewPrincipal?.Identities.FirstOrDefault();
        fresh?.AddClaims(context.CurrentPrincipal?.FindAll(Method).Where(claim => !fresh.HasClaim(Method, claim.Value)).ToList() ?? []);
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = (context.Options.TimeProvider ?? TimeProvider.System).GetUtcNow();
        if (LastMoment(context.Properties) is { } last && now < last)
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}

/// <summary>Adds the name that colleagues know to what the cookie says.</summary>
internal sealed class StaffPrincipals(UserManager<StaffUser> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<StaffUser, IdentityRole<Guid>>(users, roles, options)
{
    public const string NameClaim = "display_name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(NameClaim, user.DisplayName));
        return identity;
    }
}
