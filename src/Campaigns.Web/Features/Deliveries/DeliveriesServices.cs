using System.Data.Common;
using Campaigns.Web.Features.Deliveries.Emails;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Npgsql;

namespace Campaigns.Web.Features.Deliveries;

public static class DeliveriesServices
{
    public static IServiceCollection AddDeliveries(this IServiceCollection services)
    {
        services.AddSingleton(new QueueOptions { Lease = 3 * SmtpLimits.Default.Reply });
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
        services.AddSingleton<SampleMail>();
        services.AddSingleton<SendMailSample>();
        services.AddSingleton<EmailRenderer>();
        return services;
    }

    private static DeliverySql Sql(IServiceProvider provider) => provider.GetRequiredService<SqlDialect>() is SqlDialect.Postgres
        ? new PostgresDeliverySql(provider.GetRequiredService<NpgsqlDataSource>())
        : new SqliteDeliverySql(provider.GetRequiredService<DbDataSource>(), provider.GetRequiredService<SqliteWriteGate>());

    
}
