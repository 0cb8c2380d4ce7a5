using System.Text;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Core.Deliveries;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Features.Deliveries;
using Campaigns.Web.Features.Letters;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Campaigns.IntegrationTests.Features.Letters;

/// <summary>Both ways of a letter with nothing of ours at the other end: into the target's mailbox, and a copy back through a pipe.</summary>
public sealed class LettersThroughPostfixTests(PostfixServer postfix) : LetterTest, IClassFixture<PostfixServer>
{
    private AppSetup Setup() => new()
    {
        Settings =
        {
            ["Smtp:Host"] = "localhost",
            ["Smtp:Port"] = $"{postfix.Port}",
            ["Smtp:Security"] = "StartTls",
            ["Smtp:CaFile"] = postfix.CertificateFile,
            ["Mail:ReturnPathDomain"] = "send.opensquare.example",
        },
    };

    [Theory, OnBothDatabases]
    public async Task A_letter_by_our_server_arrives_in_the_targets_mailbox_as_it_was_written(TestDatabase database)
    {
        await postfix.StartAsync();
        await using var app = await CampaignsApp.StartAsync(database, Setup());
        MoveToOffice(app);
        var (target, sender) = (postfix.NewMailbox(), postfix.NewMailbox());
        var campaign = await new TestCampaign { Language = "fr", TargetName = "Dana Whitlock", TargetEmail = $"{target}@example.org" }.AddToAsync(app);
        var writer = await WriteAsync(app, campaign, $"{sender}@example.org", "Zoë Žižková", subject: "Arrêtez la vente 🙂", text: "Madame,\n\nje vous prie d’arrêter — 猫 🙂\n.\nFin", language: "fr");

        for (var minute = 0; minute < 25; minute++)
        {
            await app.RunAsync<SlotLetters>();
            await app.RunAsync<DrainDeliveries>();
            await app.RunAsync<TellLetterOutcomes>();
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var mail = await PythonMail.ReadAsync((await postfix.DeliveredAsync(target, 1)).ShouldHaveSingleItem());
        mail.Defects.ShouldBeEmpty();
        mail.Headers["From"].ShouldMatch("^Zoë Žižková via Open Square <act\\+[a-z2-7]{26}@opensquare\\.example>$");
        mail.Headers["Reply-To"].ShouldBe($"Zoë Žižková <{sender}@example.org>");
        mail.Headers["To"].ShouldBe($"Dana Whitlock <{target}@example.org>");
        mail.Headers["Subject"].ShouldBe("Arrêtez la vente 🙂");
        mail.Headers["Return-Path"].ShouldMatch("^<b\\+[a-z2-7]{26}@send\\.opensquare\\.example>$");
        mail.Text.ShouldStartWith("Madame,\n\nje vous prie d’arrêter — 猫 🙂\n.\nFin\n\nZoë Žižková\nPortugal\n");
        var delivery = await DeliveryAsync(app, writer.Letter);
        (delivery.State, delivery.ReplyCode).ShouldBe((DeliveryState.Sent, 250));
        (await ActionAsync(app, writer.Letter)).Rung.ShouldBe(Rung.Proved);
        var told = await PythonMail.ReadAsync((await postfix.DeliveredAsync(sender, 1)).ShouldHaveSingleItem());
        told.Headers["Subject"].ShouldBe("Votre lettre à Dana Whitlock est partie");
    }

    [Theory, OnBothDatabases]
    public async Task A_blind_copy_that_Postfix_hands_to_our_script_proves_the_letter(TestDatabase database)
    {
        Needs.Program("/usr/bin/curl", "curl");
        Needs.Program("/usr/bin/openssl", "openssl");
        await postfix.StartAsync();
        var setup = Setup();
        setup.Listens = true;
        MailHookTests.Take(setup);
        await using var app = await CampaignsApp.StartAsync(database, setup);
        var target = postfix.NewMailbox();
        var writer = await WriteAsync(app, await new TestCampaign { TargetEmail = $"{target}@example.org" }.AddToAsync(app));
        var folder = Directory.CreateTempSubdirectory("campaigns-intake-");
        try
        {
            var (script, secret) = (Path.Combine(folder.FullName, "mail-intake"), Path.Combine(folder.FullName, "secret"));
            File.Copy(Repository.Path("deploy", "mail-intake"), script);
            await File.WriteAllTextAsync(secret, MailHookTests.Secret + "\n");
            await Processes.RunAsync("chmod", "755", folder.FullName, script);
            await Processes.RunAsync("chown", "nobody", secret);
            await postfix.PipeToAsync($"exec {script} {app.Address}/hooks/mail/raw {secret}");

            var proof = app.Services.GetRequiredService<ProofAddress>().Of(writer.Letter)!;
            var message = Encoding.UTF8.GetBytes($"From: Ana <ana@example.net>\r\nTo: {target}@example.org\r\nSubject: Arr\u00eatez\r\n\r\n.stop 🙂\r\n");
            await using var mailProgram = new SmtpTransport(new SmtpOptions { Host = "localhost", Port = postfix.Port, Security = SmtpSecurity.StartTls, CaFile = postfix.CertificateFile }, NullLogger<SmtpTransport>.Instance, TimeProvider.System);
            foreach (var recipient in (string[])[$"{target}@example.org", proof])
                (await mailProgram.SendAsync(new(Guid.NewGuid(), "ana@example.net", recipient, message), _ => new(true), default)).Kind.ShouldBe(MailOutcomeKind.Accepted, postfix.Log);

            await postfix.DeliveredAsync(target, 1);
            var until = DateTimeOffset.UtcNow.AddSeconds(30);
            while ((await ActionAsync(app, writer.Letter)).Rung is not Rung.Proved && DateTimeOffset.UtcNow < until) await Task.Delay(100);
            (await ActionAsync(app, writer.Letter)).Rung.ShouldBe(Rung.Proved, postfix.Log);
        }
        finally { folder.Delete(recursive: true); }
    }
}
