namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// Writes each message as an <c>.eml</c> file, the same bytes that SMTP would carry. Names sort by time and end with
/// the delivery's id; sending a delivery twice makes two files, so that a duplicate can be seen.
/// </summary>
public sealed partial class FolderTransport(string folder, ILogger<FolderTransport> logger, TimeProvider time) : IMailTransport
{
    public async Task<MailOutcome> SendAsync(OutgoingMail mail, BodyFence fence, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (SmtpEnvelope.TryRead(mail, out var fault) is null)
            return fault!;

        // A reader that lists *.eml never sees half a message: the last name is given by a rename.
        var unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                if (!await MayLeaveAsync(fence, ct))
                {
                    file.Close();
                    Remove(unfinished);
                    return new(MailOutcomeKind.FenceLost);
                }
                await file.WriteAsync(mail.Message, CancellationToken.None);
            }
            return new(MailOutcomeKind.Accepted, 250, ReplyText: $"250 written to {Publish(unfinished, mail.DeliveryId)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(unfinished);
            NotWritten(logger, mail.DeliveryId, e);
            return new(MailOutcomeKind.OurFault, ReplyText: $"Mail:Folder could not be written ({e.GetType().Name}). Check that it exists, has room and may be written.");
        }
        catch
        {
            Remove(unfinished);
            throw;
        }
    }

    private string Publish(string unfinished, Guid id)
    {
        for (var n = 1; ; n++)
        {
            var name = $"{time.GetUtcNow():yyyyMMdd'T'HHmmss'.'fffffff'Z'}-{id:N}{(n == 1 ? "" : $"-{n}")}.eml";
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
                continue;
            File.Move(unfinished, path, overwrite: false);
            return name;
        }
    }

    private async ValueTask<bool> MayLeaveAsync(BodyFence fence, CancellationToken ct)
    {
        try
        {
            return await fence(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            FenceFailed(logger, e);
            return false;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A leftover that starts with a dot is never read as mail.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Delivery} could not be written to the mail folder")]
    private static partial void NotWritten(ILogger logger, Guid delivery, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The fence of a delivery failed; nothing was written")]
    private static partial void FenceFailed(ILogger logger, Exception e);
}
