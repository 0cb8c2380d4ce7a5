using System.Text;
using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using static Campaigns.Web.Outside.MailOutcomeKind;

namespace Campaigns.IntegrationTests.Contracts;

/// <summary>What every transport that speaks SMTP promises; a class for each transport derives from this.</summary>
public abstract class MailTransportContract : IAsyncLifetime
{
    private readonly Lazy<TestCertificate> _trusted = new(() => new());
    private readonly List<IMailTransport> _made = [];

    protected ScriptedSmtpServer Server { get; } = new();

    protected static SmtpLimits Quick { get; } = new() { Reply = TimeSpan.FromSeconds(10), FinalReply = TimeSpan.FromSeconds(10) };

    /// <summary>For tests in which every way of failing before the body gives the same outcome.</summary>
    protected static SmtpLimits Impatient { get; } = Quick with { Reply = TimeSpan.FromMilliseconds(300) };

    protected static SmtpLimits ImpatientAtTheEnd { get; } = Quick with { FinalReply = TimeSpan.FromMilliseconds(300) };

    private int FenceCalls { get; set; }

    private TestCertificate Trusted => _trusted.Value;

    protected abstract IMailTransport Make(SmtpOptions options, SmtpLimits limits);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _made.OfType<IAsyncDisposable>())
            await transport.DisposeAsync();
        await Server.DisposeAsync();
        if (_trusted.IsValueCreated)
            _trusted.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    // Acceptance

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_accepted_message_arrives_as_it_was_given_and_keeps_the_servers_words(bool pipelining)
    {
        Offer(pipelining);
        const string Message = "Subject: x\r\n\r\n.\r\n..two\r\nend\r\n";
        var outcome = await SendAsync(Transport(), Mail(message: Message));

        outcome.ShouldBe(new(Accepted, 250, "2.0.0", "250 2.0.0 Ok: queued as 4F2A"));
        var mail = Server.Mails.ShouldHaveSingleItem();
        Encoding.UTF8.GetString(mail.Body).ShouldBe(Message);
        mail.MailFrom.ShouldStartWith("MAIL FROM:<b+token@send.example.org>");
        mail.RcptTo.ShouldBe("RCPT TO:<ana@example.org>");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Messages_share_a_session(bool pipelining)
    {
        Offer(pipelining);
        var transport = Transport(connections: 1);
        for (var i = 0; i < 5; i++)
            (await SendAsync(transport)).Kind.ShouldBe(Accepted);
        Server.Connections.ShouldBe(1);
        Server.Mails.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Callers_at_once_share_as_many_sessions_as_were_allowed()
    {
        var transport = Transport(connections: 3);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => SendAsync(transport, Mail(message: $"Subject: {i}\r\n\r\n{i}\r\n")))));
        outcomes.ShouldAllBe(o => o.Kind == Accepted);
        Server.Connections.ShouldBeLessThanOrEqualTo(3);
        Server.Mails.Select(m => Encoding.UTF8.GetString(m.Body)).Distinct().Count().ShouldBe(60);
    }

    [Fact]
    public async Task The_null_sender_is_written_as_such()
    {
        (await SendAsync(Transport(), Mail() with { ReturnPath = "" })).Kind.ShouldBe(Accepted);
        Server.Mails.ShouldHaveSingleItem().MailFrom.ShouldStartWith("MAIL FROM:<>");
    }

    // The table of delivery.md section 5

    [Theory]
    [InlineData("MAIL", "421 4.3.2 closing", NotConnected)]
    [InlineData("RCPT", "421 4.7.0 closing", NotConnected)]
    [InlineData("DATA", "421 closing", NotConnected)]
    [InlineData("BODY", "421 4.4.2 closing", NotConnected)]
    [InlineData("MAIL", "452 4.3.1 no room", Deferred)]
    [InlineData("RCPT", "450 4.2.0 busy", Deferred)]
    [InlineData("RCPT", "451 greylisted", Deferred)]
    [InlineData("RCPT", "452 4.2.2 full for now", Deferred)]
    [InlineData("DATA", "451 4.3.0 later", Deferred)]
    [InlineData("BODY", "452 4.3.1 later", Deferred)]
    [InlineData("RCPT", "550 5.1.1 unknown", BadRecipient)]
    [InlineData("RCPT", "550 unknown", BadRecipient)]
    [InlineData("RCPT", "551 elsewhere", BadRecipient)]
    [InlineData("RCPT", "553 5.1.3 syntax", BadRecipient)]
    [InlineData("RCPT", "556 5.1.10 takes no mail", BadRecipient)]
    [InlineData("RCPT", "550 5.2.1 disabled", BadRecipient)]
    [InlineData("BODY", "550 5.1.1 unknown after all", BadRecipient)]
    [InlineData("RCPT", "552 full", MailboxFull)]
    [InlineData("RCPT", "550 5.2.2 full", MailboxFull)]
    [InlineData("BODY", "552 5.2.2 full", MailboxFull)]
    [InlineData("RCPT", "554 5.7.1 relay denied", PolicyRefused)]
    [InlineData("DATA", "550 5.7.1 no", PolicyRefused)]
    [InlineData("BODY", "550 5.7.26 unauthenticated", PolicyRefused)]
    [InlineData("MAIL", "530 5.7.0 sign in first", OurFault)]
    [InlineData("MAIL", "550 5.7.1 not your sender", OurFault)]
    [InlineData("MAIL", "501 5.1.7 bad sender", OurFault)]
    [InlineData("RCPT", "550 5.1.8 bad sender domain", OurFault)]
    [InlineData("RCPT", "530 5.7.1 sign in first", OurFault)]
    [InlineData("DATA", "554 no", MessageRefused)]
    [InlineData("BODY", "554 5.6.0 malformed", MessageRefused)]
    [InlineData("BODY", "552 5.3.4 too big", MessageRefused)]
    [InlineData("BODY", "550 spam", MessageRefused)]
    public async Task A_refusal_has_its_outcome_and_the_session_serves_the_next_message(string step, string reply, MailOutcomeKind kind)
    {
        foreach (var pipelining in (bool[])[true, false])
        {
            Offer(pipelining);
            var transport = Transport(connections: 1);
            Server.On(step, reply);
            var before = Server.Mails.Count;
            var connections = Server.Connections;

            var outcome = await SendAsync(transport);
            outcome.Kind.ShouldBe(kind);
            outcome.ReplyCode.ShouldBe(int.Parse(reply[..3]));
            outcome.ReplyText.ShouldBe(reply);
            outcome.EnhancedCode.ShouldBe(reply.Split(' ')[1] is var word && word.Contains('.') ? word : null);

            (await SendAsync(transport)).Kind.ShouldBe(Accepted);
            // Only the body step hears a message that is then refused.
            (Server.Mails.Count - before).ShouldBe(step == "BODY" ? 2 : 1);
            (Server.Connections - connections).ShouldBe(kind == NotConnected ? 2 : 1);
        }
    }

    [Fact]
    public async Task The_transaction_is_reset_after_a_refusal()
    {
        var transport = Transport(connections: 1);
        Server.On("RCPT", "550 5.1.1 unknown");
        await SendAsync(transport);
        await SendAsync(transport);
        Server.Commands.ShouldContain("RSET");
        Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_takes_DATA_after_refusing_the_recipient_gets_nothing()
    {
        Server.On("RCPT", "550 5.1.1 unknown").On("DATA", "354 Go ahead");
        var outcome = await SendAsync(Transport());
        outcome.Kind.ShouldBe(BadRecipient);
        FenceCalls.ShouldBe(0);
        Server.BodyBytes.ShouldBe(0);
        Server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_refusal_counts_when_the_server_hangs_up_after_it()
    {
        Server.On("RCPT", new SmtpAct("550 5.1.1 unknown", SmtpAfter.Drop));
        (await SendAsync(Transport())).Kind.ShouldBeOneOf(BadRecipient, NotConnected); // a reset may overtake the words
        Offer(pipelining: false);
        Server.On("MAIL", new SmtpAct("550 5.7.1 no", SmtpAfter.HalfClose));
        (await SendAsync(Transport())).Kind.ShouldBe(OurFault);
    }

    [Fact]
    public async Task A_reply_of_many_lines_is_one_reply()
    {
        Server.On("RCPT", "550-5.1.1 Not here.\r\n550-5.1.1 Not there.\r\n550 5.1.1 Nowhere.");
        var outcome = await SendAsync(Transport());
        outcome.ShouldBe(new(BadRecipient, 550, "5.1.1", "550 5.1.1 Not here. Not there. Nowhere."));
    }

    [Fact]
    public async Task A_reply_that_arrives_in_pieces_is_one_reply()
    {
        Server.On("BODY", "250-2.0.0 " + new string('x', 9000) + "\r\n250 2.0.0 done");
        var outcome = await SendAsync(Transport());
        outcome.Kind.ShouldBe(Accepted);
        outcome.ReplyText!.Length.ShouldBe(500);
    }

    // Broken conversations

    [Theory]
    [InlineData("CONNECT"), InlineData("EHLO"), InlineData("MAIL"), InlineData("RCPT"), InlineData("DATA")]
    public async Task A_session_that_breaks_before_the_body_is_not_connected(string step)
    {
        foreach (var pipelining in (bool[])[true, false])
        {
            Offer(pipelining);
            foreach (var act in (SmtpAct[])[SmtpAct.Drop, SmtpAct.StopTalking, SmtpAct.Hang, new("\u0001 garbage"), new("999 what"), new("25"), new("250-a\r\n451 b"), new(new string('2', 200_000))])
            {
                Server.On(step, act);
                (await SendAsync(Transport(limits: Impatient))).Kind.ShouldBe(NotConnected, $"{step} {act}");
            }
        }
        Server.BodyBytes.ShouldBe(0);
        Server.Mails.ShouldBeEmpty();
        FenceCalls.ShouldBe(0);
    }

    [Theory]
    [InlineData("BODY-BEGUN"), InlineData("BODY")]
    public async Task A_session_that_breaks_after_the_body_began_is_ambiguous(string step)
    {
        foreach (var act in (SmtpAct[])[SmtpAct.Drop, SmtpAct.StopTalking, SmtpAct.Hang, new("\u0001 garbage"), new("2"), new("250-a\r\n451 b"), new(new string('2', 200_000)), new("354 more")])
        {
            Server.On(step, act);
            (await SendAsync(Transport(limits: ImpatientAtTheEnd), Mail(message: Long))).Kind.ShouldBe(Ambiguous, $"{step} {act}");
        }
        FenceCalls.ShouldBe(8);
    }

    [Fact]
    public async Task Nobody_listening_is_not_connected()
    {
        await Server.DisposeAsync();
        var outcome = await SendAsync(Transport());
        outcome.Kind.ShouldBe(NotConnected);
        outcome.ReplyText.ShouldNotBeNull().ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task An_unknown_name_is_not_connected() =>
        (await SendAsync(Transport(o => o.Host = "no-such-host.invalid"))).Kind.ShouldBe(NotConnected);

    [Fact]
    public async Task A_session_that_died_while_idle_is_replaced_once()
    {
        foreach (var pipelining in (bool[])[true, false])
        {
            Offer(pipelining);
            foreach (var act in (SmtpAct[])[SmtpAct.Drop, SmtpAct.StopTalking, "421 4.4.2 Timeout exceeded"])
            {
                var transport = Transport(connections: 1);
                (await SendAsync(transport)).Kind.ShouldBe(Accepted);
                var before = Server.Connections;
                Server.On("MAIL", act);
                (await SendAsync(transport)).Kind.ShouldBe(Accepted, $"{act}");
                (Server.Connections - before).ShouldBe(1);
            }
        }
    }

    [Fact]
    public async Task A_new_session_that_dies_is_not_tried_again()
    {
        var transport = Transport(connections: 1);
        (await SendAsync(transport)).Kind.ShouldBe(Accepted);
        Server.On("MAIL", SmtpAct.Drop, SmtpAct.Drop);
        (await SendAsync(transport)).Kind.ShouldBe(NotConnected);
        Server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_session_that_dies_after_MAIL_was_answered_is_not_replaced()
    {
        var transport = Transport(connections: 1);
        (await SendAsync(transport)).Kind.ShouldBe(Accepted);
        Offer(pipelining: false);
        Server.On("RCPT", SmtpAct.StopTalking);
        (await SendAsync(transport)).Kind.ShouldBe(NotConnected);
        Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_greeting_is_told_apart_from_one_that_asks_to_come_later()
    {
        Server.On("CONNECT", "554 5.7.1 not you", "421 busy", "450 busy");
        (await SendAsync(Transport())).Kind.ShouldBe(OurFault);
        (await SendAsync(Transport())).Kind.ShouldBe(NotConnected);
        (await SendAsync(Transport())).Kind.ShouldBe(NotConnected);
    }

    // The fence

    [Fact]
    public async Task The_fence_is_asked_once_after_the_354_and_before_the_first_byte()
    {
        var asked = 0;
        var outcome = await Transport().SendAsync(Mail(message: Long), _ =>
        {
            asked++;
            Server.Commands[^1].ShouldBe("DATA");
            Server.BodyBytes.ShouldBe(0);
            return ValueTask.FromResult(true);
        }, default);
        outcome.Kind.ShouldBe(Accepted);
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_fence_sends_nothing_and_ends_the_session()
    {
        var transport = Transport(connections: 1);
        (await transport.SendAsync(Mail(message: Long), _ => ValueTask.FromResult(false), default)).Kind.ShouldBe(FenceLost);
        (await transport.SendAsync(Mail(message: Long), _ => throw new InvalidOperationException("no database"), default)).Kind.ShouldBe(FenceLost);
        (await SendAsync(transport)).Kind.ShouldBe(Accepted);
        Server.Connections.ShouldBe(3);
        Server.Mails.ShouldHaveSingleItem();
        Server.BodyBytes.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task A_slow_fence_is_waited_for()
    {
        var outcome = await Transport(limits: Quick with { Reply = TimeSpan.FromSeconds(1) }).SendAsync(Mail(), async _ => { await Task.Delay(1500); return true; }, default);
        outcome.Kind.ShouldBe(Accepted);
    }

    // Stopping

    [Fact]
    public async Task A_stop_before_the_body_is_a_cancellation_and_sends_nothing()
    {
        using var stop = new CancellationTokenSource();
        Server.On("MAIL", SmtpAct.Hang);
        var sending = Transport().SendAsync(Mail(), Yes, stop.Token);
        await UntilAsync(() => Server.Commands.Count >= 2);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sending);
        Server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_while_waiting_for_a_session_is_a_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var transport = Transport(connections: 1);
        var hold = new TaskCompletionSource<bool>();
        var first = transport.SendAsync(Mail(), _ => new(hold.Task), default);
        var second = transport.SendAsync(Mail(), Yes, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        hold.SetResult(true);
        (await first).Kind.ShouldBe(Accepted);
    }

    [Fact]
    public async Task A_message_whose_body_has_begun_is_finished()
    {
        using var stop = new CancellationTokenSource();
        var outcome = await Transport().SendAsync(Mail(), async _ => { await stop.CancelAsync(); return true; }, stop.Token);
        outcome.Kind.ShouldBe(Accepted);
        Server.Mails.ShouldHaveSingleItem();
    }

    // TLS

    [Theory, InlineData(SmtpSecurity.StartTls), InlineData(SmtpSecurity.Tls)]
    public async Task A_message_travels_inside_TLS(SmtpSecurity security)
    {
        ServeTls(security);
        var outcome = await SendAsync(Transport(o => (o.Security, o.CaFile) = (security, Trusted.CertificateFile)), Mail(message: Long));
        outcome.Kind.ShouldBe(Accepted);
        Encoding.UTF8.GetString(Server.Mails.ShouldHaveSingleItem().Body).ShouldBe(Long);
        Server.Commands.Where(c => !c.StartsWith("tls ")).ShouldBe(security == SmtpSecurity.Tls ? [] : [Server.Commands[0], "STARTTLS"]);
        Server.Commands.ShouldContain(c => c.StartsWith("tls EHLO "));
    }

    [Theory, InlineData(SmtpSecurity.StartTls), InlineData(SmtpSecurity.Tls)]
    public async Task A_certificate_that_fails_a_check_is_our_fault_and_nothing_is_said_in_clear(SmtpSecurity security)
    {
        using var expired = new TestCertificate(until: DateTimeOffset.UtcNow.AddDays(-1));
        using var otherName = new TestCertificate("mail.example.test");
        ServeTls(security);
        string?[] authorities = [null, expired.CertificateFile, otherName.CertificateFile];
        foreach (var certificate in (TestCertificate[])[Trusted, expired, otherName])
            foreach (var authority in authorities)
            {
                Server.Certificate = certificate.Certificate;
                var outcome = await SendAsync(Transport(o => (o.Security, o.CaFile, o.User, o.Password) = (security, authority, "ana", "secret")));
                outcome.Kind.ShouldBe(OurFault);
                outcome.ReplyText.ShouldNotBeNull().ShouldContain("certificate");
            }
        Server.Commands.ShouldAllBe(c => c.StartsWith("EHLO ") || c == "STARTTLS");
    }

    [Fact]
    public async Task TLS_asked_for_and_not_offered_is_our_fault()
    {
        var outcome = await SendAsync(Transport(o => o.Security = SmtpSecurity.StartTls));
        outcome.Kind.ShouldBe(OurFault);
        outcome.ReplyText.ShouldNotBeNull().ShouldContain("STARTTLS");
        Server.Commands.ShouldHaveSingleItem().ShouldStartWith("EHLO ");
    }

    [Theory]
    [InlineData("220 2.0.0 Go ahead\r\n250 2.0.0 injected", OurFault)]
    [InlineData("502 5.5.1 no", OurFault)]
    [InlineData("454 4.7.0 not now", NotConnected)]
    public async Task A_handshake_that_does_not_begin_cleanly_is_not_begun(string reply, MailOutcomeKind kind)
    {
        ServeTls(SmtpSecurity.StartTls);
        Server.On("STARTTLS", reply);
        (await SendAsync(Transport(o => (o.Security, o.CaFile) = (SmtpSecurity.StartTls, Trusted.CertificateFile)))).Kind.ShouldBe(kind);
        Server.Commands.ShouldNotContain(c => c.StartsWith("tls ") || c.StartsWith("MAIL"));
    }

    [Fact]
    public async Task A_handshake_that_hangs_or_drops_is_not_connected()
    {
        ServeTls(SmtpSecurity.StartTls);
        foreach (var act in (SmtpAct[])[SmtpAct.Hang, new("220 go", SmtpAfter.Hang), SmtpAct.Drop, new("220 go", SmtpAfter.Drop)])
        {
            Server.On("STARTTLS", act);
            (await SendAsync(Transport(o => (o.Security, o.CaFile) = (SmtpSecurity.StartTls, Trusted.CertificateFile), limits: Impatient))).Kind.ShouldBe(NotConnected, $"{act}");
        }
    }

    [Fact]
    public async Task What_was_offered_before_TLS_is_forgotten()
    {
        ServeTls(SmtpSecurity.StartTls);
        Server.On("EHLO", "250-mail.example.test\r\n250-STARTTLS\r\n250-AUTH PLAIN\r\n250 SIZE 1", "250-mail.example.test\r\n250 HELP");
        (await SendAsync(Transport(o => (o.Security, o.CaFile) = (SmtpSecurity.StartTls, Trusted.CertificateFile)))).Kind.ShouldBe(Accepted);
        Server.Mails.ShouldHaveSingleItem().MailFrom.ShouldBe("MAIL FROM:<b+token@send.example.org>");
    }

    // Signing in

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "tls AUTH PLAIN AGFuYQBzw6ljcmV0")]
    [InlineData("AUTH LOGIN", "tls AUTH LOGIN")]
    [InlineData("AUTH=LOGIN CRAM-MD5", "tls AUTH LOGIN")]
    public async Task The_password_goes_inside_TLS(string offer, string command)
    {
        ServeTls(SmtpSecurity.StartTls);
        Server.Offers = [.. Server.Offers, offer];
        (await SendAsync(Transport(o => (o.Security, o.CaFile, o.User, o.Password) = (SmtpSecurity.StartTls, Trusted.CertificateFile, "ana", "sécret")))).Kind.ShouldBe(Accepted);
        Server.Commands.ShouldContain(command);
        if (command.EndsWith("LOGIN"))
            Server.Commands.SkipWhile(c => c != command).Skip(1).Take(2).ShouldBe(["tls YW5h", "tls c8OpY3JldA=="]);
    }

    [Fact]
    public async Task The_password_does_not_go_in_clear_unless_that_was_asked_for()
    {
        Server.Offers = [.. Server.Offers, "AUTH PLAIN"];
        (await SendAsync(Transport(o => (o.User, o.Password) = ("ana", "secret")))).Kind.ShouldBe(OurFault);
        Server.Commands.ShouldNotContain(c => c.StartsWith("AUTH"));
        (await SendAsync(Transport(o => (o.User, o.Password, o.AllowPlainAuth) = ("ana", "secret", true)))).Kind.ShouldBe(Accepted);
        Server.Commands.ShouldContain("AUTH PLAIN AGFuYQBzZWNyZXQ=");
    }

    [Theory]
    [InlineData("AUTH PLAIN", "AUTH", "535 5.7.8 wrong", OurFault)]
    [InlineData("AUTH PLAIN", "AUTH", "454 4.7.0 later", NotConnected)]
    [InlineData("AUTH LOGIN", "AUTH", "535 5.7.8 wrong", OurFault)]
    [InlineData("AUTH LOGIN", "LOGIN-PASSWORD", "535 5.7.8 wrong", OurFault)]
    [InlineData("AUTH LOGIN", "LOGIN-USER", "504 5.5.4 not this way", OurFault)]
    [InlineData("AUTH LOGIN", "LOGIN-USER", "235 2.7.0 so soon", NotConnected)]
    [InlineData("AUTH CRAM-MD5", "AUTH", "", OurFault)]
    public async Task A_refused_password_is_our_fault(string offer, string step, string reply, MailOutcomeKind kind)
    {
        Server.Offers = [.. Server.Offers, offer];
        Server.On(step, reply);
        (await SendAsync(Transport(o => (o.User, o.Password, o.AllowPlainAuth) = ("ana", "secret", true)))).Kind.ShouldBe(kind);
        Server.Commands.ShouldNotContain(c => c.StartsWith("MAIL"));
    }

    // What the server can do

    [Fact]
    public async Task A_message_over_the_servers_size_is_refused_before_it_travels()
    {
        Server.Offers = ["SIZE 1000"];
        var outcome = await SendAsync(Transport(), Mail(message: Long));
        outcome.Kind.ShouldBe(MessageRefused);
        Server.Commands.ShouldNotContain(c => c.StartsWith("MAIL"));
    }

    [Fact]
    public async Task What_is_offered_is_used_and_nothing_else()
    {
        Server.Offers = ["SIZE", "8BITMIME", "SMTPUTF8", "DSN"];
        var mail = Mail(message: "Subject: é\r\n\r\né\r\n");
        (await SendAsync(Transport(), mail)).Kind.ShouldBe(Accepted);
        var used = Server.Mails.ShouldHaveSingleItem();
        used.MailFrom.ShouldBe($"MAIL FROM:<b+token@send.example.org> SIZE=19 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID={mail.DeliveryId:N}");
        used.RcptTo.ShouldBe("RCPT TO:<ana@example.org> NOTIFY=FAILURE");
    }

    [Fact]
    public async Task An_address_beyond_ASCII_needs_a_server_that_takes_it()
    {
        var mail = Mail() with { Recipient = "jürgen@example.org" };
        (await SendAsync(Transport(), mail)).Kind.ShouldBe(Accepted);
        Server.Mails.ShouldHaveSingleItem().RcptTo.ShouldBe("RCPT TO:<jürgen@example.org>");
        Server.Mails[0].MailFrom.ShouldContain(" SMTPUTF8");

        Server.Offers = ["PIPELINING", "8BITMIME"];
        var outcome = await SendAsync(Transport(), mail);
        outcome.Kind.ShouldBe(BadRecipient);
        outcome.ReplyText.ShouldNotBeNull().ShouldContain("SMTPUTF8");
        (await SendAsync(Transport(), Mail() with { Recipient = "ana@bücher.example" })).Kind.ShouldBe(Accepted);
        Server.Mails[1].RcptTo.ShouldBe("RCPT TO:<ana@xn--bcher-kva.example>");
    }

    [Fact]
    public async Task Text_of_8_bits_needs_a_server_that_takes_it()
    {
        Server.Offers = ["PIPELINING"];
        (await SendAsync(Transport(), Mail(message: "Subject: x\r\n\r\né\r\n"))).Kind.ShouldBe(Unsendable);
        Server.Mails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ana@example.org>\r\nRCPT TO:<ben@example.org", "b@example.org", "a\r\n")]
    [InlineData("ana@example.org", "b@example.org>\r\nDATA", "a\r\n")]
    [InlineData("", "b@example.org", "a\r\n")]
    [InlineData("ana@example.org", "b@example.org", "a\n.\nMAIL FROM:<x@example.org>\r\n")]
    [InlineData("ana@example.org", "b@example.org", "a\r.\r\n")]
    [InlineData("ana@example.org", "b@example.org", "a\0\r\n")]
    public async Task What_could_add_a_command_or_a_message_is_never_sent(string recipient, string returnPath, string message)
    {
        (await SendAsync(Transport(), new(Guid.NewGuid(), returnPath, recipient, Encoding.Latin1.GetBytes(message)))).Kind.ShouldBe(Unsendable);
        Server.Commands.ShouldBeEmpty();
        FenceCalls.ShouldBe(0);
    }

    protected static string Long { get; } = "Subject: long\r\n\r\n" + string.Concat(Enumerable.Repeat(".A line of a letter that is longer than a packet.\r\n", 2000));

    protected static OutgoingMail Mail(string message = "Subject: x\r\n\r\nHello\r\n") =>
        new(Guid.CreateVersion7(), "b+token@send.example.org", "ana@example.org", Encoding.UTF8.GetBytes(message));

    protected static ValueTask<bool> Yes(CancellationToken ct) => ValueTask.FromResult(true);

    protected IMailTransport Transport(Action<SmtpOptions>? change = null, SmtpLimits? limits = null, int connections = 2)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = Server.Port, Security = SmtpSecurity.None, Connections = connections, HeloName = "web.example.org" };
        change?.Invoke(options);
        var transport = Make(options, limits ?? Quick);
        _made.Add(transport);
        return transport;
    }

    protected Task<MailOutcome> SendAsync(IMailTransport transport, OutgoingMail? mail = null) =>
        transport.SendAsync(mail ?? Mail(), ct => { FenceCalls++; return Yes(ct); }, default);

    protected void Offer(bool pipelining) => Server.Offers = pipelining ? ["PIPELINING", "SIZE 10485760", "8BITMIME"] : ["SIZE 10485760", "8BITMIME"];

    protected static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 500 && !holds(); i++)
            await Task.Delay(10);
        holds().ShouldBeTrue();
    }

    private void ServeTls(SmtpSecurity security)
    {
        Server.Certificate = Trusted.Certificate;
        Server.ImplicitTls = security == SmtpSecurity.Tls;
        if (security == SmtpSecurity.StartTls)
            Server.Offers = [.. Server.Offers, "STARTTLS"];
    }
}
