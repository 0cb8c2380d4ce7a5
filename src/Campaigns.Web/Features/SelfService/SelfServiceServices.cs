namespace Campaigns.Web.Features.SelfService;

/// <summary>What a supporter sees, changes and takes back themselves.</summary>
public static class SelfServiceServices
{
    // None of them keeps anything of a request.
    public static IServiceCollection AddSelfService(this IServiceCollection services) => services
        .AddSingleton<FindPerson>().AddSingleton<SendManageLink>()
        .AddSingleton<ReadMe>().AddSingleton<ChangeName>().AddSingleton<KeepSignature>().AddSingleton<AnswerUpdates>().AddSingleton<AllowMail>().AddSingleton<ReadPersonFile>().AddSingleton<EraseMe>()
        .AddSingleton<ReadUnsubscribe>().AddSingleton<StopMail>();
}
