using Microsoft.AspNetCore.DataProtection;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// Knows how long a form stood on the screen, where each visitor gets a form of their own. On the cached campaign page it would
/// tell the age of the cache; and a page shown again for an error keeps the time of its first, since one press corrects it.
/// </summary>
public sealed class FormTimer(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan FastestPerson = TimeSpan.FromSeconds(1);
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("form-timer.v1").ToTimeLimitedDataProtector();

    public string Start() => _seal.Protect(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromDays(1));

    /// <summary>True only when the form says when it was shown and that was a moment ago; a form without a time is one from the campaign page.</summary>
    public bool WasTooFast(string? shown)
    {
        if (string.IsNullOrEmpty(shown)) return false;
        try { return clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(_seal.Unprotect(shown), System.Globalization.CultureInfo.InvariantCulture)) < FastestPerson; }
        catch (System.Security.Cryptography.CryptographicException) { return false; }
    }
}
