using Campaigns.Web.Features.Shared;
using Campaigns.Web.Outside.Mail;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.MailSettings;

/// <summary>How mail leaves, whether it does, and how to find out.</summary>
public sealed record MailSettingsPage
{
    public required MailInUse InUse { get; init; }
    public required ConfiguredMail Configured { get; init; }
    public required MailForm Form { get; init; }
    /// <summary>Mails that could leave now and have not.</summary>
    public required int Waiting { get; init; }
    /// <summary>Set while mail is paused, in the words of what went wrong.</summary>
    public required string? PausedReason { get; init; }
    public required DateTimeOffset? PausedAt { get; init; }
    /// <summary>The server was not reached several times in a row; the next try is then.</summary>
    public required DateTimeOffset? RetryAt { get; init; }
    public required IReadOnlyList<DnsLine> Dns { get; init; }
    /// <summary>The signature's domain is not that of the sender, so receivers do not count it.</summary>
    public required bool SignsForAnother { get; init; }
    public required string? To { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>The settings that another person saved meanwhile, below what was typed.</summary>
    public MailInUse? Theirs { get; init; }
    public TestResult? Test { get; init; }
    public string? Done { get; init; }
}

/// <param name="Host">Where the record stands.</param>
/// <param name="Value">What it says.</param>
/// <param name="Why">A sentence.</param>
public sealed record DnsLine(string Kind, string Host, string Value, string Why);

/// <summary>What became of a test mail.</summary>
/// <param name="Advice">What to do; null where it arrived at the server.</param>
public sealed record TestResult(bool Left, string Sentence, string? Advice, IReadOnlyList<SmtpDialogueLine> Lines);
