using Campaigns.Core.Acting;
using Campaigns.Core.Content;
using Campaigns.Core.Deliveries;
using Campaigns.Core.Signing;
using Campaigns.Core.Targets;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>A claimed row with what its message says, read just before it is sent: the address lies with the signature, not in the queue.</summary>
internal sealed record LoadedDelivery(ClaimedDelivery Claimed, DateTimeOffset LoadedAt)
{
    /// <summary>Null when the signature is gone.</summary>
    public DeliverySigner? Signer { get; init; }
    public required SuppressionReason? SuppressedFor { get; init; }
    /// <summary>Null when the campaign is gone.</summary>
    public DeliveryCampaign? Campaign { get; init; }
    /// <summary>For mail to staff; null when the account is gone.</summary>
    public DeliveryStaff? Staff { get; init; }
    /// <summary>Set for the mail that says that a signature counts.</summary>
    public DeliveryThanks? Thanks { get; init; }
    /// <summary>For the mail that tells of a changed text; null when the person has signed the new one since.</summary>
    public DeliveryTextChange? Change { get; init; }
    /// <summary>For a letter to a target.</summary>
    public DeliveryLetter? Letter { get; init; }
    /// <summary>For the mail that tells what became of letters.</summary>
    public IReadOnlyList<DeliveryOutcome> Outcomes { get; init; } = [];
}

/// <summary>The person a message goes to.</summary>
internal sealed record DeliverySigner(Guid CampaignId, SignatureState State, string Email, string Name, string Language, DateTimeOffset SignedAt, DateTimeOffset? ConfirmedAt, bool IsTest);

/// <summary>The mails to staff.</summary>
internal enum StaffMail { Invitation, NewPassword, SecondStepReset, CampaignTest, MistakeReported }

/// <summary>The colleague whom a mail about their account goes to.</summary>
/// <param name="Name">Empty until the invitation is accepted.</param>
/// <param name="Mail">What it says and where it leads.</param>
/// <param name="Inviter">Null when that account is gone.</param>
/// <param name="IsVoid">Its link would no longer work: accepted, replaced by a newer one, or the account was deactivated.</param>
internal sealed record DeliveryStaff(string Email, string Name, string Language, StaffMail Mail, string? Inviter, bool IsVoid)
{
    /// <summary>Of the campaign that it is about.</summary>
    public string? Headline { get; init; }
    /// <summary>For a test of a campaign's mail: which, and its words as they are saved.</summary>
    public DeliverySample? Sample { get; init; }
}

internal sealed record DeliverySample(OwnMail Mail, DeliveryCampaign Campaign);

/// <summary>What messages say about a campaign, in one language.</summary>
/// <param name="Headline">Of the newest text version.</param>
/// <param name="Language">Of the text: the supporter's own, or the campaign's first when that one is gone.</param>
internal sealed record DeliveryCampaign(string Headline, string Slug, string Language)
{
    /// <summary>An organiser's own words, as <see cref="CampaignText.Mails"/>.</summary>
    public IReadOnlyDictionary<string, string> Mails { get; init; } = MailWords.None;
}

/// <summary>What the mail says to somebody whose signature counts.</summary>
/// <param name="Number">"You are supporter 1,249"; null when nobody has counted yet.</param>
/// <param name="Left">Steps of the campaign that the person has not done, in its order.</param>
/// <param name="WhatHappensNext">Markdown of the organisation.</param>
/// <param name="ShareUrl">The person's own link, to pass on.</param>
internal sealed record DeliveryThanks(int? Number, IReadOnlyList<StepLeft> Left, string? WhatHappensNext, string ShareUrl);

/// <summary>The text that somebody signed and the one that stands there now.</summary>
/// <param name="Reason">Of the change, in public words.</param>
internal sealed record DeliveryTextChange(Guid OldId, Guid NewId, DeliveryWords Old, DeliveryWords New, string? Reason, string Slug);

/// <param name="Story">Markdown with marks of sources and claims.</param>
internal sealed record DeliveryWords(int Number, string Headline, string Summary, string Story);

/// <param name="Path">On this site.</param>
/// <param name="Target">Whom the step addresses.</param>
internal sealed record StepLeft(Step Step, string Path, string Target);
/// <summary>A letter as its sender wrote it, and whom it goes to.</summary>
/// <param name="Language">Of the page on which it was written.</param>
/// <param name="Country">The sender's, ISO 3166 alpha-2.</param>
/// <param name="IsTest">The letter or the signature was written in test mode.</param>
/// <param name="TargetName">Null when the target was removed.</param>
internal sealed record DeliveryLetter(
    string? Subject, string? Text, string Language, DateTimeOffset? CancelledAt, bool IsTest, string Country, string? Postcode, bool IsErased,
    string? TargetName, string? TargetEmail, TargetMail? TargetMail, string? TargetTimeZone, bool IsCampaignInTest, string CampaignTimeZone);

/// <summary>What became of one letter.</summary>
/// <param name="Target">Null when it was removed.</param>
/// <param name="State">Sent, Failed or Suppressed.</param>
internal sealed record DeliveryOutcome(string? Target, DeliveryState State)
{
    public bool WasSent => State is DeliveryState.Sent;
}
