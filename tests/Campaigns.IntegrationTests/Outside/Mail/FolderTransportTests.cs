using Campaigns.IntegrationTests.Support;
using Campaigns.Web.Outside;
using Campaigns.Web.Outside.Mail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Campaigns.IntegrationTests.Outside.Mail;

public sealed class FolderTransportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("campaigns-mail-");
    private readonly TestClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_message_becomes_a_file_of_the_same_bytes()
    {
        var mail = Mail();
        var outcome = await Transport().SendAsync(mail, Yes, default);
        outcome.Kind.ShouldBe(MailOutcomeKind.Accepted);
        var file = Files().ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldBe($"20260504T120000.0000000Z-{mail.DeliveryId:N}.eml");
        outcome.ReplyText.ShouldNotBeNull().ShouldContain(Path.GetFileName(file));
        (await File.ReadAllBytesAsync(file)).ShouldBe(mail.Message.ToArray());
        (await PythonMail.ReadAsync(file)).ShouldBeFull();
    }

    [Fact]
    public async Task Sending_twice_can_be_seen_and_names_sort_by_time()
    {
        var transport = Transport();
        var mail = Mail();
        await transport.SendAsync(mail, Yes, default);
        await transport.SendAsync(mail, Yes, default);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var later = Mail();
        await transport.SendAsync(later, Yes, default);
        var files = Files();
        files.Length.ShouldBe(3);
        files.Count(f => f.Contains($"{mail.DeliveryId:N}")).ShouldBe(2);
        files.Order(StringComparer.Ordinal).Last().ShouldContain($"{later.DeliveryId:N}");
    }

    [Fact]
    public async Task A_lost_fence_leaves_nothing()
    {
        (await Transport().SendAsync(Mail(), _ => ValueTask.FromResult(false), default)).Kind.ShouldBe(MailOutcomeKind.FenceLost);
        (await Transport().SendAsync(Mail(), _ => throw new InvalidOperationException(), default)).Kind.ShouldBe(MailOutcomeKind.FenceLost);
        Directory.GetFileSystemEntries(Target).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_half_written_file_never_bears_the_name_of_a_message()
    {
        await Transport().SendAsync(Mail(), _ =>
        {
            Files().ShouldBeEmpty();
            return ValueTask.FromResult(true);
        }, default);
        Directory.GetFileSystemEntries(Target).ShouldHaveSingleItem().ShouldEndWith(".eml");
    }

    [Fact]
    public async Task Many_at_once_are_all_kept()
    {
        var transport = Transport();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => transport.SendAsync(Mail(), Yes, default))));
        Files().Length.ShouldBe(100);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_our_fault()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        var outcome = await new FolderTransport(Path.Combine(file, "mail"), NullLogger<FolderTransport>.Instance, _clock).SendAsync(Mail(), Yes, default);
        outcome.Kind.ShouldBe(MailOutcomeKind.OurFault);
        outcome.ReplyText.ShouldNotBeNull().ShouldStartWith("Mail:Folder could not be written");
    }

    [Fact]
    public async Task What_SMTP_would_not_send_is_not_written()
    {
        (await Transport().SendAsync(Mail() with { Recipient = "../../x" }, Yes, default)).Kind.ShouldBe(MailOutcomeKind.Unsendable);
        Directory.Exists(Target).ShouldBeFalse();
    }

    private string Target => Path.Combine(_folder.FullName, "mail");

    private string[] Files() => Directory.Exists(Target) ? Directory.GetFiles(Target, "*.eml") : [];

    private FolderTransport Transport() => new(Target, NullLogger<FolderTransport>.Instance, _clock);

    private static OutgoingMail Mail() => new(Guid.CreateVersion7(), "b+token@send.example.org", "ana@example.org", new MimeWriter().Write(Letters.Full));

    private static ValueTask<bool> Yes(CancellationToken ct) => ValueTask.FromResult(true);
}
