using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Letters;

/// <summary>Letters to targets by our server, and copies that prove those of the supporters' own programs.</summary>
public static class LettersServices
{
    public static IServiceCollection AddLetters(this IServiceCollection services) =>
        services.AddSingleton<LetterQueue>().AddSingleton<CancelLetter>().AddSingleton<ProofAddress>().AddSingleton<PersonMails>().AddSingleton<LetterBacklog>().AddSingleton<ProveByCopy>().AddSingleton<MailHookPlaces>();
}
