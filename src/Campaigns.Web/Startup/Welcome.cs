using Microsoft.Extensions.Options;

namespace Campaigns.Web.Startup;

/// <summary>Says on the console of a developer where everything is and how to sign in, one line each.</summary>
public static class Welcome
{
    public static WebApplication AnnounceInDevelopment(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) app.Lifetime.ApplicationStarted.Register(() => Announce(app.Services, Console.Out));
        return app;
    }

    internal static void Announce(IServiceProvider services, TextWriter console)
    {
        var url = services.GetRequiredService<IOptions<SiteOptions>>().Value.Url;
        var setup = services.GetRequiredService<IOptions<SetupOptions>>().Value;
        var mail = services.GetRequiredService<IOptions<MailOptions>>().Value;
        console.WriteLine($"Site:       {url}/");
        console.WriteLine(setup.AdminEmail is { Length: > 0 } email
            ? $"Admin area: {url}/admin  sign in as {email} with the password {setup.AdminPassword}"
            : $"Admin area: {url}/setup  makes the first administrator's account");
        console.WriteLine(mail.Transport is MailTransportKind.Folder
            ? $"Mailbox:    {url}/dev/mail  shows every mail that the program sends"
            : "Mailbox:    mail leaves through Smtp:Host; set Mail:Transport to Folder to read it at /dev/mail");
    }
}
