using System.Net;
using System.Security.Cryptography;
using System.Text;
using Campaigns.Core;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Letters;
using Campaigns.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Campaigns.IntegrationTests.Features.Letters;

/// <summary>The hook that takes copies of supporters' own letters: who may hand them in, and which of them prove something.</summary>
public sealed class MailHookTests(MailHookTests.Taking apps) : LetterTest, IClassFixture<MailHookTests.Taking>
{
    public const string Secret = "0123456789abcdef0123456789abcdef";

    public sealed class Taking : Apps
    {
        protected override void Configure(AppSetup setup) => Take(setup);
    }

    internal static void Take(AppSetup setup) => (setup.Settings["Letters:ProofAddress"], setup.Settings["Letters:IntakeSecret"]) = ("proof@send.example.org", Secret);

    private static async Task<HttpResponseMessage> PostAsync(CampaignsApp app, byte[] message, string? secret = null, DateTimeOffset? at = null, byte[]? signed = null)
    {
        var time = (at ?? app.Now).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/mail/raw") { Content = new ByteArrayContent(message) };
        Sign(request, time, SHA256.HashData(signed ?? message), secret ?? Secret, time);
        return await app.Client(sendsFetchSite: false).SendAsync(request);
    }

    private static void Sign(HttpRequestMessage request, string time, byte[] digest, string secret, string signedTime)
    {
        request.Headers.Add("X-Campaigns-Timestamp", time);
        request.Headers.Add("X-Campaigns-Digest", "sha256=" + Convert.ToHexStringLower(digest));
        request.Headers.Add("X-Campaigns-Signature", "sha256=" + Convert.ToHexString(MailHookController.Sign(secret, signedTime, digest)));
    }

    private static byte[] Copy(string to, string? bcc) => Encoding.UTF8.GetBytes($"{(bcc is null ? "" : $"X-Original-To: {bcc}\r\n")}From: Ana <ana@elsewhere.example>\r\nTo: {to}\r\nSubject: Stop\r\n\r\nstop it.\r\n");

    private static async Task<(CampaignsApp App, Writer Writer, string Address)> StartAsync(Taking apps, TestDatabase database)
    {
        var app = await apps.On(database);
        var writer = await WriteAsync(app);
        return (app, writer, app.Services.GetRequiredService<ProofAddress>().Of(writer.Letter)!);
    }

    [Theory, OnBothDatabases]
    public async Task A_copy_of_a_letter_to_its_target_proves_it_once(TestDatabase database)
    {
        var (app, writer, address) = await StartAsync(apps, database);
        var copy = Copy($"\"Whitlock, Dana\" <{TargetAddress.ToUpperInvariant()}>", address.ToUpperInvariant());

        (await PostAsync(app, copy)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var proved = await ActionAsync(app, writer.Letter);
        (proved.Rung, proved.ProvedAt.HasValue).ShouldBe((Rung.Proved, true));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await PostAsync(app, copy)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ActionAsync(app, writer.Letter)).ProvedAt.ShouldBe(proved.ProvedAt);
    }

    [Theory]
    [OnBothDatabases("alone", "to another", "another's token", "no token", "unknown action", "a tweet", "no target address")]
    public async Task Anything_else_proves_nothing_and_is_answered_with_a_word(TestDatabase database, string what)
    {
        var (app, writer, address) = await StartAsync(apps, database);
        await using (var db = app.Db())
        {
            if (what == "a tweet") await db.Actions.ExecuteUpdateAsync(set => set.SetProperty(a => a.Step, Step.Tweet));
            if (what == "no target address") await db.Targets.ExecuteUpdateAsync(set => set.SetProperty(t => t.Email, (string?)null));
        }
        var copy = what switch
        {
            "alone" => Copy(address, null),
            "to another" => Copy("somebody@northwind.example", address),
            "another's token" => Copy(TargetAddress, $"proof+{new string('b', 25)}a@send.example.org"),
            "no token" => Copy(TargetAddress, null),
            "unknown action" => Copy(TargetAddress, app.Services.GetRequiredService<ProofAddress>().Of(Guid.NewGuid())),
            _ => Copy(TargetAddress, address),
        };

        var answer = await PostAsync(app, copy);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("unmatched");
        (await ActionAsync(app, writer.Letter)).Rung.ShouldBe(Rung.Started);
    }

    [Fact]
    public async Task Only_the_mail_server_may_hand_in_and_only_for_five_minutes()
    {
        var (app, writer, address) = await StartAsync(apps, TestDatabase.Sqlite);
        var copy = Copy(TargetAddress, address);
        (await PostAsync(app, copy, secret: Secret[..31] + "x")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(app, copy, signed: Copy(TargetAddress, null))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(app, copy, at: app.Now.AddMinutes(-6))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(app, copy, at: app.Now.AddMinutes(6))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.Client(sendsFetchSite: false).PostAsync("/hooks/mail/raw", new ByteArrayContent(copy))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        // The time is signed too: an old signature does not become new by another time beside it.
        var old = app.Now.AddHours(-1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var replay = new HttpRequestMessage(HttpMethod.Post, "/hooks/mail/raw") { Content = new ByteArrayContent(copy) };
        Sign(replay, app.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), SHA256.HashData(copy), Secret, old);
        (await app.Client(sendsFetchSite: false).SendAsync(replay)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ActionAsync(app, writer.Letter)).Rung.ShouldBe(Rung.Started);
    }

    [Fact]
    public async Task Nothing_is_read_of_what_strangers_send()
    {
        var (app, _, _) = await StartAsync(apps, TestDatabase.Sqlite);
        var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/mail/raw") { Content = new Never() };
        var time = app.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Sign(request, time, new byte[32], "another secret of the same length", time);
        (await app.Client(sendsFetchSite: false).SendAsync(request).WaitAsync(TimeSpan.FromSeconds(30))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Mails_over_those_that_fit_into_memory_are_asked_to_come_again()
    {
        var (app, writer, address) = await StartAsync(apps, TestDatabase.Sqlite);
        var copy = Copy(TargetAddress, address);
        var places = app.Services.GetRequiredService<MailHookPlaces>();
        var taken = Enumerable.Range(0, MailHookPlaces.Most).Select(_ => places.TryTake()!).ToList();

        var refused = await PostAsync(app, copy);

        (refused.StatusCode, refused.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)));
        (await ActionAsync(app, writer.Letter)).Rung.ShouldBe(Rung.Started);
        (await PostAsync(app, copy, secret: Secret[..31] + "x")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        taken.ForEach(place => place.Dispose());
        // More than there are places, one after the other: each gives its own back, whatever became of it.
        for (var n = 0; n <= MailHookPlaces.Most; n++) (await PostAsync(app, copy, signed: [1])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(app, copy)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>A body that never comes: whoever waits for it waits for ever.</summary>
    private sealed class Never : HttpContent
    {
        protected override Task SerializeToStreamAsync(System.IO.Stream stream, TransportContext? context) => Task.Delay(Timeout.Infinite);

        protected override bool TryComputeLength(out long length) => (length = 100_000) > 0;
    }

    [Fact]
    public async Task Too_much_is_refused_as_such()
    {
        var (app, _, _) = await StartAsync(apps, TestDatabase.Sqlite);
        (await PostAsync(app, new byte[MailHookController.MaxBytes + 1])).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(app, new byte[MailHookController.MaxBytes])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_thousand_made_up_messages_are_no_error_of_ours()
    {
        var (app, writer, address) = await StartAsync(apps, TestDatabase.Sqlite);
        var random = new Random(7);
        string[] pieces = ["To: ", "Cc: ", "X-Original-To: ", address, TargetAddress, "<", ">", "\"", "(", ",", ":", "\r\n", "\n ", "\0", "\uFFFF", "@", new string('x', 400), "é"];
        for (var n = 0; n < 1_000; n++)
        {
            var bytes = Encoding.UTF8.GetBytes("Subject: x\r\n" + string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)])));
            if (n % 4 == 0) random.NextBytes(bytes);
            ((int)(await PostAsync(app, bytes)).StatusCode).ShouldBeInRange(200, 204);
        }
        foreach (var header in (string[])["", "sha256=", "sha256=zz", "md5=" + new string('0', 64), "sha256=" + new string('g', 64), new string('0', 5000)])
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/mail/raw") { Content = new ByteArrayContent([1]) };
            request.Headers.TryAddWithoutValidation("X-Campaigns-Timestamp", header);
            request.Headers.TryAddWithoutValidation("X-Campaigns-Digest", header);
            request.Headers.TryAddWithoutValidation("X-Campaigns-Signature", header);
            (await app.Client(sendsFetchSite: false).SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        app.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
        app.Logs.Lines.ShouldNotContain(line => line.Contains(address, StringComparison.OrdinalIgnoreCase) || line.Contains(TargetAddress, StringComparison.OrdinalIgnoreCase));
        writer.ShouldNotBeNull();
    }
}

public sealed class NoMailHookTests(Apps apps) : IClassFixture<Apps>
{
    [Fact]
    public async Task Without_a_secret_nothing_is_taken() =>
        (await (await apps.On(TestDatabase.Sqlite)).Client(sendsFetchSite: false).PostAsync("/hooks/mail/raw", new ByteArrayContent([1]))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
}
