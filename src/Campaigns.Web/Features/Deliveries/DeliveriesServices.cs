using System.Data.Common;
using Campaigns.Web.Features.Deliveries.Emails;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Campaigns.Web.Features.Deliveries;

public static class DeliveriesServices
{
    private const int ConnectionsToFolder = 4;

    public static IServiceCollection AddDeliveries(this IServiceCollection services)
    {
        services.AddSingleton(Options);
        services.AddSingleton(Sql);
        services.AddSingleton<DeliveryCommitter>();
        services.AddSingleton<MailLane>();
        services.AddSingleton<LoadThanks>();
        services.AddSingleton<LoadDeliveries>();
        services.AddSingleton<PrepareMail>();
        services.AddSingleton<LoadLetters>();
        services.AddSingleton<LetterRules>();
        services.AddSingleton<LetterWriter>();
        services.AddSingleton<SignatureTexts>();
        services.AddSingleton<LetterTexts>();
        services.AddSingleton<ChangeTexts>();
        services.AddSingleton<AccountTexts>();
        services.AddSingleton<EmailFrame>();
        services.AddSingleton<EmailTexts>();
        services.AddSingleton<EmailRenderer>();
        services.AddTransient<ResumeMail>();
        return services;
    }

    private static DeliverySql Sql(IServiceProvider provider) => provider.GetRequiredService<SqlDialect>() is SqlDialect.Postgres
        ? new PostgresDeliverySql(provider.GetRequiredService<NpgsqlDataSource>())
        : new SqliteDeliverySql(provider.GetRequiredService<DbDataSource>(), provider.GetRequiredService<SqliteWriteGate>());

    private static QueueOptions Options(IServiceProvider provider) => new()
    {
        Connections = provider.GetRequiredService<IOptions<MailOptions>>().Value.Transport is MailTransportKind.Smtp
            ? provider.GetRequiredService<IOptions<SmtpOptions>>().Value.Connections
            : ConnectionsToFolder,
        Lease = 3 * SmtpLimits.Default.Reply,
    };
}
