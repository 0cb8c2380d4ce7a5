using System.Security.Cryptography;
using System.Text;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Campaigns.IntegrationTests.Outside.Mail;

/// <summary>Our client against a server that was not written for it.</summary>
public sealed class PostfixTests(PostfixServer postfix) : IClassFixture<PostfixServer>, IAsyncLifetime
{
    private readonly string _mailbox = postfix.NewMailbox();
    private SmtpTransport? _transport;

    private string Address => _mailbox + "@example.org";

    public async ValueTask InitializeAsync()
    {
        await postfix.StartAsync();
        var options = new SmtpOptions { Host = "localhost", Port = postfix.Port, Security = SmtpSecurity.StartTls, CaFile = postfix.CertificateFile, Connections = 4, HeloName = "web.example.org" };
        _transport = new(options, NullLogger<SmtpTransport>.Instance, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transport is not null)
            await _transport.DisposeAsync();
    }

    [Fact]
    public async Task A_signed_mail_arrives_inside_TLS_and_reads_as_written()
    {
        using var key = RSA.Create(2048);
        using var signer = new DkimSigner("opensquare.example", "s1", key.ExportPkcs8PrivateKeyPem(), TimeProvider.System);
        var outcome = await SendAsync(Address, new MimeWriter(signer).Write(Letters.Full));

        outcome.Kind.ShouldBe(MailOutcomeKind.Accepted);
        outcome.ReplyText.ShouldNotBeNull().ShouldContain("queued as");
        var file = (await postfix.DeliveredAsync(_mailbox, 1)).ShouldHaveSingleItem();
        var mail = await PythonMail.ReadAsync(file);
        mail.ShouldBeFull();
        mail.Headers["Delivered-To"].ShouldBe(Address);
        mail.Headers["Return-Path"].ShouldBe("<b+token@send.example.org>");
        mail.Headers["Received"].ShouldContain("with ESMTPS");
        await PythonMail.VerifyDkimAsync(file, key.ExportSubjectPublicKeyInfoPem());
    }

    [Fact]
    public async Task Its_refusals_have_their_outcomes_and_the_session_goes_on()
    {
        var sessions = postfix.Sessions;
        (await SendAsync(Address)).Kind.ShouldBe(MailOutcomeKind.Accepted);

        var unknown = await SendAsync("nobody@example.org");
        unknown.Kind.ShouldBe(MailOutcomeKind.BadRecipient);
        unknown.EnhancedCode.ShouldBe("5.1.1");
        var elsewhere = await SendAsync("ana@example.net");
        elsewhere.Kind.ShouldBe(MailOutcomeKind.PolicyRefused);
        elsewhere.EnhancedCode.ShouldBe("5.7.1");
        (await SendAsync(Address, Lines(PostfixServer.SizeLimit))).Kind.ShouldBe(MailOutcomeKind.MessageRefused);

        (await SendAsync(Address, Lines(PostfixServer.SizeLimit - 5_000))).Kind.ShouldBe(MailOutcomeKind.Accepted);
        await postfix.DeliveredAsync(_mailbox, 2);
        (postfix.Sessions - sessions).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_beyond_ASCII_is_reached()
    {
        var letter = Letters.Full with { To = new("jürgen@example.org", "Jürgen") };
        (await SendAsync("jürgen@example.org", new MimeWriter().Write(letter))).Kind.ShouldBe(MailOutcomeKind.Accepted);
        var file = (await postfix.DeliveredAsync("jurgen", 1)).ShouldHaveSingleItem();
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file)).ShouldContain("<jürgen@example.org>");
    }

    [Fact]
    public async Task Many_at_once_all_arrive_over_few_sessions()
    {
        var sessions = postfix.Sessions;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => Task.Run(() => SendAsync(Address, Encoding.ASCII.GetBytes($"Subject: number {i}\r\n\r\nx\r\n")))));
        outcomes.ShouldAllBe(outcome => outcome.Kind == MailOutcomeKind.Accepted);
        var files = await postfix.DeliveredAsync(_mailbox, 120);
        files.Select(file => File.ReadLines(file).Single(line => line.StartsWith("Subject: "))).Distinct().Count().ShouldBe(120);
        (postfix.Sessions - sessions).ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_session_that_Postfix_closed_while_idle_is_replaced()
    {
        (await SendAsync(Address)).Kind.ShouldBe(MailOutcomeKind.Accepted);
        var closed = Timeouts();
        for (var i = 0; i < 200 && Timeouts() == closed; i++)
            await Task.Delay(50);
        Timeouts().ShouldBeGreaterThan(closed);
        (await SendAsync(Address)).Kind.ShouldBe(MailOutcomeKind.Accepted);
        await postfix.DeliveredAsync(_mailbox, 2);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouched_for_stops_everything()
    {
        await using var strict = new SmtpTransport(new() { Host = "localhost", Port = postfix.Port }, NullLogger<SmtpTransport>.Instance, TimeProvider.System);
        var outcome = await strict.SendAsync(new(Guid.NewGuid(), "b@example.org", Address, "Subject: x\r\n\r\nx\r\n"u8.ToArray()), _ => new(true), default);
        outcome.Kind.ShouldBe(MailOutcomeKind.OurFault);
    }

    private Task<MailOutcome> SendAsync(string recipient, byte[]? message = null) =>
        _transport!.SendAsync(new(Guid.CreateVersion7(), "b+token@send.example.org", recipient, message ?? "Subject: x\r\n\r\nx\r\n"u8.ToArray()), _ => new(true), default);

    private int Timeouts() => postfix.Log.Split("timeout after").Length;

    private static byte[] Lines(int length) =>
        Encoding.ASCII.GetBytes("Subject: x\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 98) + "\r\n", length / 100)));
}
