using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Operating;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>Keeps what an administrator chose. It holds here at once and on the other nodes within seconds; mail that waited leaves.</summary>
public sealed class SaveMailSettings(CampaignsDb db, CurrentMail mail, IJobHost jobs, TimeProvider clock)
{
    /// <summary>The password that is known may be used with this form: it belongs to the same server and user.</summary>
    public static bool KeepsPassword(MailForm form, MailInUse now) =>
        now.Server.Password is { Length: > 0 } && string.Equals(form.Host?.Trim(), now.Server.Host, StringComparison.OrdinalIgnoreCase) && form.UserName?.Trim() == now.Server.User;

    /// <param name="form">Without problems.</param>
    /// <returns>False when somebody saved meanwhile; nothing was written.</returns>
    public async Task<bool> RunAsync(MailForm form, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var setup = await db.MailSetups.SingleOrDefaultAsync(ct);
        if ((setup?.Revision ?? Guid.Empty) != form.Revision) return false;
        // A password is never handed to another server: whoever changed that meanwhile has to be looked at first.
        if (setup is { SealedPassword: not null } && form.ServerPassword is not { Length: > 0 } && Text(form.UserName) is { } user && !mail.Configured.Server
            && !(user == setup.User && string.Equals(form.Host?.Trim(), setup.Host, StringComparison.OrdinalIgnoreCase))) return false;
        if (setup is null) db.Add(setup = new MailSetup(now));

        if (!mail.Configured.Sender || !mail.Configured.ReturnPath) setup.ChangeSender(mail.Configured.Sender ? setup.Sender : form.Sender, mail.Configured.ReturnPath ? setup.ReturnPathDomain : Text(form.ReturnPathDomain));
        if (!mail.Configured.Server)
        {
            var password = Text(form.UserName) is null ? null : form.ServerPassword is { Length: > 0 } typed ? mail.Close(typed) : setup.SealedPassword;
            setup.ChangeServer(form.Host!.Trim(), form.PortNumber!.Value, form.KnownSecurity!.Value.ToString(), Text(form.UserName), password);
        }
        setup.ChangeConnections(mail.Configured.Connections ? mail.Now.Server.Connections : form.ConnectionNumber!.Value);
        setup.Saved(now);
        db.Add(new AuditEntry(context.User.StaffId(), "mail.settings-saved", null, null, form.ServerPassword is { Length: > 0 } ? "with a new password" : null, context.AuditNetwork(), now));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { return false; } // another one came between, or both were the first

        mail.Use(setup);
        // Another server may be reached where the one before was not; a pause is lifted by a person.
        await db.Lanes.ExecuteUpdateAsync(set => set.SetProperty(lane => lane.ConnectFailures, 0).SetProperty(lane => lane.OpenUntil, (DateTimeOffset?)null), CancellationToken.None);
        jobs.Nudge<DrainDeliveries>();
        return true;
    }

    private static string? Text(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;
}
