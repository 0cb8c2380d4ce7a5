namespace Campaigns.Web.Features.Acting;

/// <summary>The steps after signing: tweet, comment, letter.</summary>
public static class ActingServices
{
    // None of them keeps anything of a request.
    public static IServiceCollection AddActing(this IServiceCollection services) => services
        .AddSingleton<ActKeys>().AddSingleton<OfferedCookie>().AddSingleton<PlaceCookie>().AddSingleton<Actors>().AddSingleton<Offers>().AddSingleton<ActCheck>().AddSingleton<ActLimits>()
        .AddSingleton<LetterReceivers>().AddSingleton<LetterConsent>()
        .AddSingleton<ReadStep>().AddSingleton<ReadCompose>().AddSingleton<ReadReady>().AddSingleton<ReadLetters>()
        .AddSingleton<StartAction>().AddSingleton<SendLetters>().AddSingleton<ReportAction>();
}
