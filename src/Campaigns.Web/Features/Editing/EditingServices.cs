using Campaigns.Web.Features.Editing.Claims;
using Campaigns.Web.Features.Editing.Messages;
using Campaigns.Web.Features.Editing.Sources;
using Campaigns.Web.Features.Editing.Targets;
using Campaigns.Web.Features.Editing.Timeline;
using Campaigns.Web.Features.Editing.Translating;

namespace Campaigns.Web.Features.Editing;

/// <summary>Writing a campaign, section by section.</summary>
public static class EditingServices
{
    public static IServiceCollection AddEditing(this IServiceCollection services) => services
        .AddScoped<SectionDesks>().AddSingleton<SaveSection>().AddSingleton<KeepUnsaved>().AddScoped<ReadDraft>().AddScoped<SectionWords>().AddScoped<ReadSections>().AddSingleton<CreateCampaign>().AddSingleton<DuplicateCampaign>()
        .AddSingleton<ShowChange>().AddSingleton<SaveTarget>().AddSingleton<MoveTarget>().AddSingleton<SetTargetMail>().AddSingleton<RemoveTarget>().AddSingleton<RestoreTarget>().AddSingleton<ImportTargets>()
        .AddScoped<ReadMessages>().AddScoped<MessagesParts>().AddScoped<CheckMessage>().AddScoped<MessageStates>().AddSingleton<SaveMessage>().AddSingleton<SwitchMessage>().AddSingleton<DeleteMessage>()
        .AddSingleton<SaveSource>().AddSingleton<RemoveSource>().AddSingleton<PublishEntry>()
        .AddScoped<TranslatingParts>().AddScoped<CheckTranslation>().AddSingleton<SaveTranslation>().AddSingleton<EndFlag>().AddSingleton<AddLanguage>().AddSingleton<RemoveLanguage>().AddSingleton<HideLanguage>()
        .AddScoped<ReadClaims>().AddSingleton<AskTarget>().AddSingleton<RecordAnswer>();
}
