using System.Collections.Concurrent;
using Campaigns.Web.Outside;

namespace Campaigns.IntegrationTests.Features.Deliveries;

/// <summary>A way out that answers as a test says, and keeps what left by it.</summary>
public sealed class ScriptedTransport : IMailTransport
{
    private readonly ConcurrentQueue<OutgoingMail> _left = new();

    /// <summary>Called with each mail before the fence; the answer is the outcome, after the body where it says so.</summary>
    public Func<OutgoingMail, MailOutcome> Answer { get; set; } = _ => Accepted;
    /// <summary>Runs when the fence has answered and before the body leaves.</summary>
    public Func<OutgoingMail, Task> BeforeBody { get; set; } = _ => Task.CompletedTask;
    /// <summary>Runs before the fence is asked.</summary>
    public Func<OutgoingMail, Task> BeforeFence { get; set; } = _ => Task.CompletedTask;

    public static MailOutcome Accepted => new(MailOutcomeKind.Accepted, 250, "2.0.0", "2.0.0 Ok: queued");

    /// <summary>Mails whose body left.</summary>
    public IReadOnlyList<OutgoingMail> Left => [.. _left];

    public int Tries => _tries;
    private int _tries;

    public async Task<MailOutcome> SendAsync(OutgoingMail mail, BodyFence fence, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _tries);
        var outcome = Answer(mail);
        if (outcome.Kind is MailOutcomeKind.NotConnected or MailOutcomeKind.OurFault or MailOutcomeKind.BadRecipient) return outcome;
        await BeforeFence(mail);
        if (!await fence(ct)) return new(MailOutcomeKind.FenceLost);
        await BeforeBody(mail);
        _left.Enqueue(mail);
        return outcome;
    }

    public void Reset()
    {
        _left.Clear();
        _tries = 0;
        Answer = _ => Accepted;
        BeforeBody = BeforeFence = _ => Task.CompletedTask;
    }
}
