using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Campaigns.IntegrationTests.Support;

/// <summary>
/// A Postfix of our own, as a class fixture: Debian's programs, everything else in a temporary folder, one port on
/// loopback. Takes mail for <c>box-…@example.org</c> and <c>jürgen@example.org</c> into Maildirs, hands mail for
/// <c>send.example.org</c> to a pipe, and relays nothing.
/// </summary>
public sealed class PostfixServer : IAsyncDisposable
{
    private const string Command = "/usr/sbin/postfix";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("campaigns-postfix-");
    private const int Mailboxes = 20;
    private int _given;
    private readonly TestCertificate _certificate = new();

    public int Port { get; private set; }

    public string CertificateFile => _certificate.CertificateFile;

    /// <summary>Largest message it takes, in bytes.</summary>
    public static int SizeLimit => 100_000;

    public string Log => File.Exists(At("log")) ? File.ReadAllText(At("log")) : "";

    /// <summary>Starts it with the first test, which is skipped where Postfix cannot run.</summary>
    public async Task StartAsync()
    {
        Needs.Program(Command, "postfix");
        Needs.Condition(Environment.IsPrivilegedProcess, "Postfix starts as root only");
        if (Port == 0)
            await StartServerAsync();
    }

    /// <summary>An empty mailbox that is known, for one test: its part before <c>@example.org</c>.</summary>
    public string NewMailbox() => $"box-{++_given}";

    /// <summary>What mail for <c>send.example.org</c> is handed to from now on, each on standard input: a command of the shell, run as nobody.</summary>
    public async Task PipeToAsync(string command)
    {
        await File.WriteAllTextAsync(At("pipe"), command + "\n");
        await Processes.RunAsync("chmod", "644", At("pipe"));
    }

    /// <summary>How many sessions were opened so far.</summary>
    public int Sessions => Log.Split('\n').Count(line => line.Contains(": connect from", StringComparison.Ordinal));

    /// <summary>Waits until so many messages lie in a mailbox.</summary>
    /// <returns>Their files.</returns>
    public async Task<string[]> DeliveredAsync(string mailbox, int count)
    {
        var folder = At("mail", mailbox, "new");
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            var files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
            if (files.Length >= count)
                return files;
            await Task.Delay(50);
        }
        throw new TimeoutException($"{count} messages did not arrive. Postfix said:\n{Log}");
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(At("queue", "pid", "master.pid")))
            await QuietlyAsync("stop");
        _folder.Delete(recursive: true);
        _certificate.Dispose();
    }

    private async Task StartServerAsync()
    {
        // Its processes give up root and must still be able to walk to their folders.
        await Processes.RunAsync("chmod", "755", _folder.FullName);
        foreach (var name in (string[])["etc", "queue", "data", "mail"])
            _folder.CreateSubdirectory(name);
        await Processes.RunAsync("chown", "postfix", At("data"));
        await Processes.RunAsync("chown", "nobody", At("mail"));
        var user = (await Processes.RunAsync("id", "-u", "nobody")).Trim();
        var group = (await Processes.RunAsync("id", "-g", "nobody")).Trim();

        var mailboxes = string.Join(' ', Enumerable.Range(1, Mailboxes).Select(n => $"{{ box-{n}@example.org = box-{n}/ }}"));
        Port = FreePort();
        await File.WriteAllTextAsync(At("etc", "main.cf"), $$"""
            compatibility_level = 3.6
            queue_directory = {{At("queue")}}
            data_directory = {{At("data")}}
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = mail.example.test
            mydestination =
            alias_maps =
            local_recipient_maps =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks =
            smtpd_relay_restrictions = permit_auth_destination, reject
            smtpd_timeout = 2s
            smtpd_client_connection_rate_limit = 0
            smtpd_tls_cert_file = {{_certificate.CertificateFile}}
            smtpd_tls_key_file = {{_certificate.KeyFile}}
            smtpd_tls_security_level = encrypt
            message_size_limit = {{SizeLimit}}
            virtual_mailbox_limit = 0
            virtual_mailbox_domains = example.org
            relay_domains = send.example.org
            transport_maps = inline:{ { send.example.org = intake: } }
            intake_destination_recipient_limit = 1
            queue_run_delay = 1s
            minimal_backoff_time = 1s
            maximal_backoff_time = 1s
            virtual_mailbox_base = {{At("mail")}}
            virtual_mailbox_maps = inline:{ { jürgen@example.org = jurgen/ } {{mailboxes}} }
            virtual_uid_maps = static:{{user}}
            virtual_gid_maps = static:{{group}}
            virtual_minimum_uid = 1
            smtputf8_enable = yes
            maillog_file = {{At("log")}}
            maillog_file_prefixes = {{_folder.FullName}}
            """ + "\n");
        await File.WriteAllTextAsync(At("etc", "master.cf"), $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            anvil unix - - n - 1 anvil
            error unix - - n - - error
            retry unix - - n - - error
            virtual unix - n n - - virtual
            intake unix - n n - 2 pipe flags=DORhu user=nobody argv=/bin/sh {At("pipe")}
            postlog unix-dgram n - n - 1 postlogd
            """ + "\n");
        await QuietlyAsync("start");
        await AnswersAsync();
    }

    private async Task AnswersAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                while (Sessions == 0) // its log lags behind; later counts must not find this one
                    await Task.Delay(20);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(20))
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>The daemon would keep a pipe open for ever, so its output goes nowhere.</summary>
    private Task QuietlyAsync(string what) =>
        Processes.RunAsync("/bin/sh", "-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", Command, "-c", At("etc"), what);

    private string At(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
