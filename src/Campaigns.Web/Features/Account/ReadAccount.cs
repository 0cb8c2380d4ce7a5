using System.Buffers.Text;
using Campaigns.Core.Accounts;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Identity;

namespace Campaigns.Web.Features.Account;

/// <summary>Reads what the page of one's own account shows.</summary>
public sealed class ReadAccount(UserManager<StaffUser> users, ChangeFactors factors, ReadSessions sessions)
{
    public const string Sessions = "/admin/account/sessions";

    public async Task<AccountPage> RunAsync(StaffUser user, HttpContext context, CancellationToken ct)
    {
        var passkeys = await users.GetPasskeysAsync(user);
        return new AccountPage
        {
            Email = user.Email!, Profile = new ProfileForm { Name = user.DisplayName, Language = user.Language },
            AppSetAt = user.AppSetAt, CodesLeft = await users.CountRecoveryCodesAsync(user),
            Passkeys = [.. passkeys.OrderBy(passkey => passkey.CreatedAt).Select(passkey => new PasskeyRow(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt, passkey.IsBackedUp))],
            LastMustStay = passkeys.Count + (user.AppSetAt is null ? 0 : 1) == 1 && await factors.MustHaveOneAsync(user),
            Sessions = await sessions.RunAsync(user.Id, Sessions, await StaffTickets.CurrentAsync(context), ct),
        };
    }
}
