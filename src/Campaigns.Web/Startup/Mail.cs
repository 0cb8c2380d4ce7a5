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
        services.AddSingleton<IMailTransport>(Transport);
        services.AddSingleton(Writer);
        return services;
    }

    private static IMailTransport Transport(IServiceProvider services)
    {
        var mail = services.GetRequiredService<IOptions<MailOptions>>().Value;
        var time = services.GetRequiredService<TimeProvider>();
        if (mail.Transport == MailTransportKind.Smtp)
            return new SmtpTransport(services.GetRequiredService<IOptions<SmtpOptions>>().Value, services.GetRequiredService<ILogger<SmtpTransport>>(), time);
        var folder = Path.Combine(services.GetRequiredService<IHostEnvironment>().ContentRootPath, mail.Folder);
        return new FolderTransport(folder, services.GetRequiredService<ILogger<FolderTransport>>(), time);
    }

    private static MimeWriter Writer(IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<MailOptions>>().Value.Dkim is not { } dkim)
            return new();
        var pem = File.ReadAllText(dkim.KeyFile);
        return new(new DkimSigner(dkim.Domain, dkim.Selector, pem, services.GetRequiredService<TimeProvider>()));
    }
}
