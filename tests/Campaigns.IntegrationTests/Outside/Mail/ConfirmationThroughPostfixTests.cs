using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Features.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Campaigns.IntegrationTests.Outside.Mail;

/// <summary>The whole way once with nothing of ours at the other end: sign, drain, Postfix, mailbox, link, count.</summary>
public sealed class ConfirmationThroughPostfixTests(PostfixServer postfix) : IClassFixture<PostfixServer>
{
    [Theory, OnBothDatabases]
    public async Task A_signature_is_confirmed_by_a_signed_mail_that_a_real_server_delivered(TestDatabase database)
    {
        await postfix.StartAsync();
        using var key = RSA.Create(2048);
        var keyFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        await using var app = await CampaignsApp.StartAsync(database, Setup(keyFile));
        var campaign = await new TestCampaign().AddToAsync(app);
        var mailbox = postfix.NewMailbox();

        await app.Client().SignAsync(campaign, SigningPost.Form(mailbox + "@example.org", "Zoë Žižková"));
        await app.RunAsync<DrainDeliveries>();

        var file = (await postfix.DeliveredAsync(mailbox, 1)).ShouldHaveSingleItem();
        var mail = await PythonMail.ReadAsync(file);
        mail.Defects.ShouldBeEmpty();
        await PythonMail.VerifyDkimAsync(file, key.ExportSubjectPublicKeyInfoPem());
        var link = Regex.Match(mail.Text, @"https://campaigns\.test(/s/[A-Za-z0-9_-]+)").Groups[1].Value;
        link.ShouldNotBeEmpty();
        mail.Html.ShouldContain(link);

        (await app.Client().PostAsync(link, null)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = app.Db();
        (await db.Signatures.SingleAsync()).State.ShouldBe(SignatureState.Confirmed);
        var delivery = await db.Deliveries.SingleAsync(row => row.Kind == DeliveryKind.Confirmation);
        delivery.State.ShouldBe(DeliveryState.Sent);
        delivery.ReplyCode.ShouldBe(250);
        mail.Headers["Message-ID"].ShouldBe(delivery.MessageId);
        File.Delete(keyFile);
    }

    private AppSetup Setup(string keyFile) => new()
    {
        Settings =
        {
            ["Smtp:Host"] = "localhost",
            ["Smtp:Port"] = $"{postfix.Port}",
            ["Smtp:Security"] = "StartTls",
            ["Smtp:CaFile"] = postfix.CertificateFile,
            ["Mail:Dkim:Domain"] = "opensquare.example",
            ["Mail:Dkim:Selector"] = "s1",
            ["Mail:Dkim:KeyFile"] = keyFile,
        },
    };
}
