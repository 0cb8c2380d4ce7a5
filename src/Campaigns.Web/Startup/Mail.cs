using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>Which transport mail leaves by, and who signs it.</summary>
public static class Mail
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<MailOptions>(configuration.GetSection(MailOptions.Section));
        services.Configure<SmtpOptions>(configuration.GetSection(SmtpOptions.Section));
        services.AddSingleton<CurrentMail>().AddHostedService<ReadMailSettings>();
        services.AddSingleton<SendingDomain>();
        services.AddSingleton<IMailTransport, CurrentTransport>();
        services.AddSingleton(Writer);
        return services;
    }

    private static MimeWriter Writer(IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<MailOptions>>().Value.Dkim is not { } dkim)
            return new();
        var pem = File.ReadAllText(dkim.KeyFile);
        return new(new DkimSigner(dkim.Domain, dkim.Selector, pem, services.GetRequiredService<TimeProvider>()));
    }
}
