using System.Data.Common;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Features.Signing.Writing;
using Campaigns.Web.Outside;
using Campaigns.Web.Startup;
using Npgsql;

namespace Campaigns.Web.Features.Signing;

public static class SigningServices
{
    public static IServiceCollection AddSigning(this IServiceCollection services)
    {
        services.AddMemoryCache();
        services.AddSingleton<LimitRules>().AddSingleton<Limits>();
        services.AddSingleton<FormTimer>().AddSingleton<ConsentWordings>();

        services.AddSingleton<SigningDecisions>().AddSingleton<ConfirmationBudget>().AddSingleton<FirstSightings>();
        services.AddSingleton<SignatureSql>(provider => provider.GetRequiredService<SqlDialect>() is SqlDialect.Postgres
            ? ActivatorUtilities.CreateInstance<PostgresSignatureSql>(provider)
            : ActivatorUtilities.CreateInstance<SqliteSignatureSql>(provider));
        services.AddSingleton(provider => new SignatureWriter(
            provider.GetRequiredService<SignatureSql>(), provider.GetRequiredService<ConfirmationBudget>(), provider.GetRequiredService<LimitRules>(), provider.GetRequiredService<IJobHost>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SignatureWriter>>()));
        services.AddHostedService(provider => provider.GetRequiredService<SignatureWriter>());

        // None of them keeps anything of a request.
        services.AddSingleton<SignFormCheck>().AddSingleton<SignCampaign>().AddSingleton<ChangeAddress>().AddSingleton<ReadThanks>();
        services.AddSingleton<ReadRelated>().AddSingleton<SignAtOnce>().AddSingleton<RememberDevice>().AddSingleton<ForgetDevices>();
        services.AddSingleton<ReadLink>().AddSingleton<ReadConfirm>().AddSingleton<ReadWaitingLetters>().AddSingleton<SendNewLink>();
        services.AddSingleton<ConfirmedMail>().AddSingleton<ConfirmSignature>().AddSingleton<WithdrawSignature>().AddSingleton<CountSignatures>().AddSingleton<RecountSignatures>().AddSingleton<PurgeSignatures>();
        return services;
    }
}
