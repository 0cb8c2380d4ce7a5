namespace Campaigns.Web.Features.MailSettings;

public static class MailSettingsServices
{
    public static IServiceCollection AddMailSettings(this IServiceCollection services) => services
        .AddScoped<DnsLines>().AddScoped<MailSettingsPages>().AddScoped<SaveMailSettings>().AddScoped<SendTestMail>().AddTransient<ResumeMail>();
}
