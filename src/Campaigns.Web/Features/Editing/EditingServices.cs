using Campaigns.Web.Features.Editing.Claims;
using Campaigns.Web.Features.Editing.Sources;
using Campaigns.Web.Features.Editing.Timeline;

namespace Campaigns.Web.Features.Editing;

/// <summary>Writing a campaign, section by section.</summary>
public static class EditingServices
{
    public static IServiceCollection AddEditing(this IServiceCollection services) => services
        .AddScoped<SectionDesks>().AddSingleton<SaveSection>().AddScoped<KeepUnsaved>().AddScoped<ReadDraft>().AddScoped<SectionWords>().AddScoped<ReadSections>().AddSingleton<CreateCampaign>().AddSingleton<DuplicateCampaign>()
        .AddSingleton<SaveSource>().AddSingleton<RemoveSource>().AddSingleton<PublishEntry>()
        .AddScoped<ReadClaims>().AddSingleton<AskTarget>().AddSingleton<RecordAnswer>();
}
