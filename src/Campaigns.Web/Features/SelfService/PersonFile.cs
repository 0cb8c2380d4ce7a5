namespace Campaigns.Web.Features.SelfService;

/// <summary>All that is stored about one person, for the person. Names of properties are the file's.</summary>
public sealed record PersonFile(
    string KeptBy, DateTimeOffset MadeAt, DateTimeOffset? FirstSeenAt, int? MailsInTheRunningDay, int? ActionsInTheRunningDay,
    IReadOnlyList<PersonSignature> Signatures, IReadOnlyList<PersonStop> StopsOfMail);

public sealed record PersonSignature(
    string Campaign, string CampaignAddress, string Name, string Email, string Country, string? Postcode, string? Comment, bool ShowsName, bool WantsUpdates,
    string Language, int? TextVersion, string State, string? StateReason, DateTimeOffset SignedAt, DateTimeOffset? ConfirmedAt, DateTimeOffset StateChangedAt,
    DateTimeOffset? KeptUnderNewTextAt, int? SupporterNumber, string? Network, string Source, int Generation, bool CameByShareLink, bool IsTest,
    IReadOnlyList<PersonConsent> Consents, IReadOnlyList<PersonAction> Actions, IReadOnlyList<PersonMail> Mails, IReadOnlyList<PersonShare> ShareLinks);

public sealed record PersonConsent(string Purpose, bool IsGranted, string Wording, string Page, DateTimeOffset At);

public sealed record PersonAction(
    string Step, string Channel, string? Target, string? Subject, string? Text, bool IsCustomised, string Rung,
    DateTimeOffset StartedAt, DateTimeOffset? SelfReportedAt, DateTimeOffset? ProvedAt, string? ProofUrl, DateTimeOffset? CancelledAt);

public sealed record PersonMail(string Kind, string? ToTarget, string State, string? Reason, DateTimeOffset WrittenAt, DateTimeOffset? SentAt, int? ReplyCode, string? ReplyText, DateTimeOffset? BouncedAt);

public sealed record PersonShare(string Code, string Channel, int Visits, DateTimeOffset MadeAt);

public sealed record PersonStop(string Reason, string Scope, string? Campaign, string Source, DateTimeOffset Since);
