using Campaigns.Web.Features.Editing.Sources;

namespace Campaigns.Web.Features.Editing;

/// <summary>Writing a campaign, section by section.</summary>
public static class EditingServices
{
    public static IServiceCollection AddEditing(this IServiceCollection services) => services
        .AddScoped<SectionDesks>().AddSingleton<SaveSection>().AddScoped<KeepUnsaved>().AddScoped<ReadDraft>().AddScoped<SectionWords>().AddScoped<ReadSections>().AddSingleton<CreateCampaign>()
        .AddSingleton<SaveSource>().AddSingleton<RemoveSource>();
}
