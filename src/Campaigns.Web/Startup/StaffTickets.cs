using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>
/// Keeps what a session says in the database, so that it can be listed and ended, from any node. The cookie holds a random key and nothing else;
/// see <see cref="StaffTicket"/> for what a reader of the table cannot do with it.
/// </summary>
public sealed class StaffTickets(IDbContextFactory<CampaignsDb> databases, IDataProtectionProvider protection, TimeProvider clock) : ITicketStore
{
    /// <summary>In the properties of a ticket: the id of its row.</summary>
    private const string Row = "session";
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protection = protection.CreateProtector("staff-session");

    public Task<string> StoreAsync(AuthenticationTicket ticket) => throw new NotSupportedException("A session begins with a request.");

    public async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var (hash, now) = (HashOf(key), clock.GetUtcNow());
        var (browser, system) = Device.Of(httpContext.Request.Headers.UserAgent);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = new StaffTicket(hash, ticket.Principal.StaffId()!.Value, [], browser, system, httpContext.AuditNetwork(), EndOf(ticket), now);
        db.Add(row);
        db.Entry(row).Property(t => t.Ticket).CurrentValue = Seal(hash, ticket, row.Id);
        await db.SaveChangesAsync(cancellationToken);
        // Whoever signs in again in the same browser has one session, and the one before is over.
        if (KeyIn(httpContext) is { } before) await RemoveAsync(before, cancellationToken);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    /// <summary>Changes a session that is there; one that was ended meanwhile stays ended.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(key), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.StaffTickets.Where(t => t.Key == hash).Select(t => (Guid?)t.Id).SingleOrDefaultAsync(cancellationToken) is not { } id) return;
        var (text, end) = (Seal(hash, ticket, id), EndOf(ticket));
        await db.StaffTickets.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.Ticket, text).SetProperty(t => t.ExpiresAt, end).SetProperty(t => t.SeenAt, now), cancellationToken);
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw new NotSupportedException("A session is read for a request.");

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(key), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.StaffTickets.AsNoTracking().SingleOrDefaultAsync(t => t.Key == hash && t.ExpiresAt > now, cancellationToken) is not { } row) return null;
        if (now - row.SeenAt >= SeenEvery)
        {
            var network = httpContext.AuditNetwork();
            await db.StaffTickets.Where(t => t.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.SeenAt, now).SetProperty(t => t.Network, network), cancellationToken);
        }
        return Unseal(hash, row.Ticket);
    }

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.StaffTickets.Where(t => t.Key == hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The row of the session in which this request came; null for none.</summary>
    public static async Task<Guid?> CurrentAsync(HttpContext context) =>
        (await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties?.Items.TryGetValue(Row, out var id) is true && Guid.TryParse(id, out var row) ? row : null;

    // Sealed for its key: a row whose ticket was exchanged for another's opens nothing.
    private byte[] Seal(byte[] hash, AuthenticationTicket ticket, Guid id)
    {
        ticket.Properties.Items[Row] = id.ToString();
        return _protection.CreateProtector(Convert.ToHexString(hash)).Protect(TicketSerializer.Default.Serialize(ticket));
    }

    private AuthenticationTicket? Unseal(byte[] hash, byte[] text)
    {
        try { return TicketSerializer.Default.Deserialize(_protection.CreateProtector(Convert.ToHexString(hash)).Unprotect(text)); }
        catch (CryptographicException) { return null; } // the keys of an installation that was restored without them
    }

    private DateTimeOffset EndOf(AuthenticationTicket ticket)
    {
        var (idle, last) = (ticket.Properties.ExpiresUtc ?? clock.GetUtcNow() + StaffSession.Idle, StaffSession.LastMoment(ticket.Properties));
        return last is { } end && end < idle ? end : idle;
    }

    private static string? KeyIn(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        return context.Request.Cookies[options.Cookie.Name!] is { } cookie && options.TicketDataFormat.Unprotect(cookie) is { } held
            ? held.Principal.Claims.FirstOrDefault(claim => claim.Type == "Microsoft.AspNetCore.Authentication.Cookies-SessionId")?.Value : null;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>At the doors nobody comes with a session: whoever signs in gets a new key, and a cookie that somebody else put into the browser is worth nothing.</summary>
internal sealed class StaffCookies : ICookieManager
{
    private readonly ChunkingCookieManager _usual = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StaffDoorAttribute>() is null ? _usual.GetRequestCookie(context, key) : null;

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => _usual.AppendResponseCookie(context, key, value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _usual.DeleteCookie(context, key, options);
}
