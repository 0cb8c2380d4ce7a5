using Campaigns.Core;
using Campaigns.Core.Accounts;
using Campaigns.Core.Operating;
using Campaigns.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.Web.Features.Setup;

/// <summary>Writes what the organisation says of itself; this node shows it at once, the others within seconds.</summary>
public sealed class SaveOrganisation(CampaignsDb db, Organisation organisation, ConfiguredFields configured, TimeProvider clock)
{
    /// <returns>False when somebody else saved after the form was opened.</returns>
    public async Task<bool> RunAsync(OrganisationForm form, HttpContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = await db.Organisation.SingleOrDefaultAsync(ct);
        if ((row?.Revision ?? 0) != form.Revision) return false;
        if (row is null) db.Add(row = new OrganisationSettings());

        var changed = Apply(row, form);
        var logo = await Organisation.LogoAsync(db, form.RemoveLogo ? null : form.LogoId, ct);
        if (row.LogoId != logo?.Id) changed.Add("logo");
        row.LogoId = logo?.Id; // the file of an earlier one stays: mails that have left show it
        row.Saved(context.User.StaffId(), now);
        db.Add(new AuditEntry(context.User.StaffId(), "organisation.changed", null, null, string.Join(' ', changed), context.AuditNetwork(), now));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) when (IsFromAnother(row, form.Revision)) { return false; }
        await organisation.ReadAsync(ct);
        return true;
    }

    /// <summary>The last step of the setup was taken or put off.</summary>
    public async Task FinishSetupAsync(HttpContext context, CancellationToken ct)
    {
        var row = await db.Organisation.SingleOrDefaultAsync(ct);
        if (row?.SetUpAt is not null) return;
        if (row is null) db.Add(row = new OrganisationSettings());
        row.SetUpAt = clock.GetUtcNow();
        row.Saved(row.SavedById, row.SetUpAt.Value);
        db.Add(new AuditEntry(context.User.StaffId(), "setup.finished", null, null, null, context.AuditNetwork(), row.SetUpAt.Value));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException) { return; } // somebody else finished it or saved at the same moment; the next press does it
        await organisation.ReadAsync(ct);
    }

    /// <returns>Names of the fields that are other than before.</returns>
    private List<string> Apply(OrganisationSettings row, OrganisationForm form)
    {
        List<string> changed = [];
        void Set(string field, string? before, string? value, Action<string?> write)
        {
            value = value?.Trim() is { Length: > 0 } text ? text : null;
            if (configured.Holds(field) || before == value) return;
            write(value);
            changed.Add(char.ToLowerInvariant(field[0]) + field[1..]);
        }

        Set(nameof(form.Name), row.Name, form.Name, value => row.Name = value);
        Set(nameof(form.About), row.About, form.About, value => row.About = value);
        Set(nameof(form.Address), row.Address, form.Address, value => row.Address = value);
        Set(nameof(form.ContactEmail), row.ContactEmail, form.ContactEmail, value => row.ContactEmail = value);
        Set(nameof(form.PrivacyUrl), row.PrivacyUrl, form.PrivacyUrl, value => row.PrivacyUrl = value);
        Set(nameof(form.BrandColour), row.BrandColour, form.BrandColour?.ToLowerInvariant(), value => row.BrandColour = value);
        Set(nameof(form.Languages), row.Languages, string.Join(',', form.Known), value => row.Languages = value);
        Set(nameof(form.Language), row.Language, form.Language, value => row.Language = value);
        Set(nameof(form.TimeZone), row.TimeZone, form.TimeZone, value => row.TimeZone = value);
        return changed;
    }

    private bool IsFromAnother(OrganisationSettings row, int revision) =>
        db.Organisation.AsNoTracking().Any(saved => saved.Id == row.Id && saved.Revision != revision);
}
