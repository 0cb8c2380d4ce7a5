using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Campaigns.IntegrationTests.Contracts;

/// <summary>The built-in client: the contract, and what only it promises.</summary>
public sealed class SmtpTransportTests : MailTransportContract
{
    protected override IMailTransport Make(SmtpOptions options, SmtpLimits limits) =>
        new SmtpTransport(options, NullLogger<SmtpTransport>.Instance, TimeProvider.System, limits);

    [Fact]
    public async Task The_envelope_is_one_write_and_the_body_another()
    {
        var transport = Transport();
        await SendAsync(transport);
        await SendAsync(transport, Mail("Subject: y\r\n\r\nsecond\r\n"));
        Server.Reads.ShouldContain("MAIL FROM:<b+token@send.example.org> SIZE=21\r\nRCPT TO:<ana@example.org>\r\nDATA\r\n");
        Server.Reads.ShouldContain("Subject: y\r\n\r\nsecond\r\n.\r\n");
    }

    [Fact]
    public async Task Without_pipelining_each_command_waits_for_its_answer()
    {
        Offer(pipelining: false);
        await SendAsync(Transport());
        Server.Reads.ShouldContain("DATA\r\n");
        Server.Reads.ShouldContain("RCPT TO:<ana@example.org>\r\n");
    }

    [Fact]
    public async Task The_configured_name_is_given()
    {
        await SendAsync(Transport());
        Server.Commands[0].ShouldBe("EHLO web.example.org");
    }

    [Fact]
    public async Task An_old_server_without_EHLO_is_greeted_again()
    {
        Server.On("EHLO", "502 5.5.1 What");
        (await SendAsync(Transport())).Kind.ShouldBe(MailOutcomeKind.Accepted);
        Server.Commands.Take(2).ShouldBe(["EHLO web.example.org", "HELO web.example.org"]);
    }

    [Fact]
    public async Task A_session_ends_politely_when_idle()
    {
        var transport = Transport(limits: Quick with { Idle = TimeSpan.FromMilliseconds(50) });
        await SendAsync(transport);
        await UntilAsync(() => Server.Commands[^1] == "QUIT");
        (await SendAsync(transport)).Kind.ShouldBe(MailOutcomeKind.Accepted);
        Server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_session_ends_after_so_many_messages()
    {
        var transport = Transport(limits: Quick with { MessagesPerConnection = 2 }, connections: 1);
        for (var i = 0; i < 5; i++)
            (await SendAsync(transport)).Kind.ShouldBe(MailOutcomeKind.Accepted);
        Server.Connections.ShouldBe(3);
        await UntilAsync(() => Server.Commands.Count(c => c == "QUIT") == 2);
    }

    [Fact]
    public async Task Idle_sessions_end_when_the_program_does()
    {
        var transport = (SmtpTransport)Transport();
        await SendAsync(transport);
        await transport.DisposeAsync();
        Server.Commands[^1].ShouldBe("QUIT");
    }

    [Fact]
    public async Task A_server_that_speaks_out_of_turn_gets_no_body()
    {
        Server.On("DATA", new SmtpAct("354 go\r\n421 4.3.2 closing", SmtpAfter.GoOn));
        (await SendAsync(Transport())).Kind.ShouldBe(MailOutcomeKind.NotConnected);
        Server.BodyBytes.ShouldBe(0);
    }

    [Fact]
    public async Task Timeouts_are_counted_for_each_reply_and_longer_after_the_final_dot()
    {
        var transport = Transport(limits: new SmtpLimits { Reply = TimeSpan.FromSeconds(1) });
        Server.On("BODY", SmtpAct.Hang);
        var sending = SendAsync(transport);
        await Task.WhenAny(sending, Task.Delay(2500)); // well over the ordinary time-out
        sending.IsCompleted.ShouldBeFalse();
        await Server.DisposeAsync();
        (await sending).Kind.ShouldBe(MailOutcomeKind.Ambiguous);
    }
}
