using System.Globalization;
using Campaigns.Core;
using Campaigns.Core.Operating;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Setup;

/// <summary>Fills the form of the organisation, as it was saved or as it was posted.</summary>
public sealed class OrganisationPages(CampaignsDb db, Organisation organisation, ConfiguredFields configured, StoreMedia media, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    public async Task<OrganisationPage> OpenAsync(CancellationToken ct) => await PageAsync(Form(await db.Organisation.AsNoTracking().SingleOrDefaultAsync(ct)), ct);

    /// <summary>What was typed, with what is wrong about it; while a colour is tried, only what stands in its way.</summary>
    public async Task<OrganisationPage> AgainAsync(OrganisationForm posted, ModelStateDictionary state, CancellationToken ct) => await PageAsync(Shown(posted), ct) with
    {
        Errors = [.. FormProblems.Of(state, texts).Where(error => posted.Go != "try" || error.Field is "brandColour" or "logo")],
    };

    /// <summary>Keeps a file that was chosen, so that it is not lost when something else in the form is wrong.</summary>
    public async Task TakeLogoAsync(OrganisationForm posted, ModelStateDictionary state, HttpContext context, CancellationToken ct)
    {
        if (posted.Logo is not { } chosen) return;
        var (file, problem) = await media.RunAsync(chosen, UploadKind.Picture, null, context, ct);
        if (file is null) state.AddModelError(nameof(posted.Logo), problem!);
        else (posted.LogoId, posted.RemoveLogo) = (file.Id, false);
    }

    /// <summary>What was typed beside what a colleague saved meanwhile; saving once more keeps what was typed.</summary>
    public async Task<OrganisationPage> ConflictAsync(OrganisationForm posted, CancellationToken ct)
    {
        var row = await db.Organisation.AsNoTracking().SingleOrDefaultAsync(ct);
        var saved = Form(row);
        posted.Revision = saved.Revision;
        var by = row?.SavedById is { } id ? await db.Users.Where(user => user.Id == id).Select(user => user.DisplayName).SingleOrDefaultAsync(ct) : null;
        (string Field, string? Theirs, string? Mine)[] fields =
        [
            (nameof(posted.Name), saved.Name, posted.Name), (nameof(posted.About), saved.About, posted.About), (nameof(posted.Address), saved.Address, posted.Address),
            (nameof(posted.ContactEmail), saved.ContactEmail, posted.ContactEmail), (nameof(posted.PrivacyUrl), saved.PrivacyUrl, posted.PrivacyUrl), (nameof(posted.BrandColour), saved.BrandColour, posted.BrandColour),
            (nameof(posted.Languages), string.Join(", ", saved.Known.Select(Languages.NameOf)), string.Join(", ", posted.Known.Select(Languages.NameOf))),
            (nameof(posted.Language), saved.Language is { } language ? Languages.NameOf(language) : "", posted.Language is { } mine ? Languages.NameOf(mine) : ""), (nameof(posted.TimeZone), saved.TimeZone, posted.TimeZone),
        ];
        return await PageAsync(Shown(posted), ct) with
        {
            SavedBy = by ?? "",
            Theirs = fields.Where(field => Plain(field.Theirs) != Plain(field.Mine)).ToDictionary(field => field.Field, field => Plain(field.Theirs)),
        };
    }

    private async Task<OrganisationPage> PageAsync(OrganisationForm form, CancellationToken ct) => new()
    {
        Form = form, Zones = TimeZones.All(clock.GetUtcNow()), Configured = configured, Colour = OrganisationForm.IsColour(form.BrandColour) ? form.BrandColour!.Trim().ToLowerInvariant() : organisation.Now.BrandColour, Now = organisation.Now,
        Logo = await Organisation.LogoAsync(db, form.LogoId, ct),
    };

    private OrganisationForm Form(OrganisationSettings? row)
    {
        var now = OrganisationFacts.Of(configured.Site, row);
        return new()
        {
            Name = now.HasName ? now.Name : null, About = now.About, Address = now.Address, ContactEmail = now.ContactEmail, PrivacyUrl = now.PrivacyUrl, BrandColour = now.BrandColour,
            Languages = now.Languages.Split(','), Language = now.Language ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, TimeZone = now.TimeZone, LogoId = row?.LogoId, Revision = now.Revision,
        };
    }

    /// <summary>What stands in the configuration was not posted.</summary>
    private OrganisationForm Shown(OrganisationForm posted)
    {
        var now = organisation.Now;
        if (configured.Holds(nameof(posted.Name))) posted.Name = now.Name;
        if (configured.Holds(nameof(posted.About))) posted.About = now.About;
        if (configured.Holds(nameof(posted.Address))) posted.Address = now.Address;
        if (configured.Holds(nameof(posted.ContactEmail))) posted.ContactEmail = now.ContactEmail;
        if (configured.Holds(nameof(posted.PrivacyUrl))) posted.PrivacyUrl = now.PrivacyUrl;
        if (configured.Holds(nameof(posted.BrandColour))) posted.BrandColour = now.BrandColour;
        return posted;
    }

    private static string Plain(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
