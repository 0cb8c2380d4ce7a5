using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Setup;

/// <summary>The fields of the organisation that the configuration holds: they win over what is saved, and stand in the form to be read only.</summary>
public sealed class ConfiguredFields(IOptions<SiteOptions> site)
{
    private readonly Dictionary<string, string> _set = Set(site.Value);

    public SiteOptions Site => site.Value;

    public bool Holds(string field) => _set.ContainsKey(field);

    /// <returns>Name of the setting, for example <c>Site:Organisation</c>; null where the field is free.</returns>
    public string? KeyOf(string field) => _set.GetValueOrDefault(field);

    private static Dictionary<string, string> Set(SiteOptions site)
    {
        (string Field, string Key, string? Value)[] all =
        [
            (nameof(OrganisationForm.Name), "Site:Organisation", site.Organisation),
            (nameof(OrganisationForm.About), "Site:About", site.About),
            (nameof(OrganisationForm.Address), "Site:Address", site.Address),
            (nameof(OrganisationForm.ContactEmail), "Site:ContactEmail", site.ContactEmail),
            (nameof(OrganisationForm.PrivacyUrl), "Site:PrivacyUrl", site.PrivacyUrl),
            (nameof(OrganisationForm.BrandColour), "Site:BrandColour", site.BrandColour),
        ];
        return all.Where(each => each.Value is { Length: > 0 }).ToDictionary(each => each.Field, each => each.Key);
    }
}
