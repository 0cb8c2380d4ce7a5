using System.ComponentModel.DataAnnotations;
using Campaigns.Web.Startup;

namespace Campaigns.UnitTests.Startup;

public sealed class MailOptionsTests
{
    [Fact]
    public void A_sender_is_all_that_folder_mail_needs() => Faults(new MailOptions { From = "Open Square <hello@opensquare.example>" }).ShouldBeEmpty();

    [Fact]
    public void A_wrong_mail_setting_is_named_with_its_fix()
    {
        Faults(new MailOptions()).ShouldBeEmpty();
        Faults(new MailOptions { From = "Open Square" }).ShouldContain(f => f.StartsWith("Mail:From cannot be read. Write it as"));
        Faults(new MailOptions { Transport = MailTransportKind.Folder, From = "a@example.org", Folder = "" }).ShouldContain(f => f.StartsWith("Mail:Folder is missing. Set it"));
        Faults(new MailOptions { From = "a@example.org", ReturnPathDomain = "not a domain" }).ShouldContain(f => f.StartsWith("Mail:ReturnPathDomain must be"));
        var dkim = Faults(new MailOptions { From = "a@example.org", Dkim = new() { Domain = "", Selector = "s 1", KeyFile = "/nowhere/key.pem" } });
        dkim.ShouldContain(f => f.StartsWith("Mail:Dkim:Domain must be"));
        dkim.ShouldContain(f => f.StartsWith("Mail:Dkim:Selector must be"));
        dkim.ShouldContain(f => f.StartsWith("Mail:Dkim:KeyFile cannot be read"));
    }

    [Fact]
    public void A_server_with_a_name_is_enough() => Faults(new SmtpOptions { Host = "mail.example.org" }).ShouldBeEmpty();

    [Fact]
    public void A_wrong_server_setting_is_named_with_its_fix()
    {
        Faults(new SmtpOptions()).ShouldContain(f => f.StartsWith("Smtp:Host must be the name"));
        Faults(Server(o => o.Host = "smtp://mail.example.org")).ShouldContain(f => f.StartsWith("Smtp:Host must be the name"));
        Faults(Server(o => o.Port = 0)).ShouldContain(f => f.StartsWith("Smtp:Port must be"));
        Faults(Server(o => o.Connections = 0)).ShouldContain(f => f.StartsWith("Smtp:Connections must be"));
        Faults(Server(o => o.Security = (SmtpSecurity)9)).ShouldContain(f => f.StartsWith("Smtp:Security must be"));
        Faults(Server(o => o.HeloName = "a\r\nb")).ShouldContain(f => f.StartsWith("Smtp:HeloName must be"));
        Faults(Server(o => o.CaFile = "/nowhere/ca.pem")).ShouldContain(f => f.StartsWith("Smtp:CaFile does not exist"));
        Faults(Server(o => o.User = "u")).ShouldContain(f => f.StartsWith("Smtp:Password is missing"));
        Faults(Server(o => o.Password = "p")).ShouldContain(f => f.StartsWith("Smtp:User is missing"));
    }

    [Fact]
    public void A_password_in_clear_text_must_be_asked_for()
    {
        Faults(Server(o => (o.User, o.Password, o.Security) = ("u", "p", SmtpSecurity.None))).ShouldContain(f => f.Contains("clear text"));
        Faults(Server(o => (o.User, o.Password, o.Security, o.AllowPlainAuth) = ("u", "p", SmtpSecurity.None, true))).ShouldBeEmpty();
        Faults(Server(o => (o.User, o.Password) = ("u", "p"))).ShouldBeEmpty();
    }

    private static SmtpOptions Server(Action<SmtpOptions> change)
    {
        var options = new SmtpOptions { Host = "mail.example.org" };
        change(options);
        return options;
    }

    private static List<string> Faults(object options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true);
        return [.. faults.Select(f => f.ErrorMessage!)];
    }
}
