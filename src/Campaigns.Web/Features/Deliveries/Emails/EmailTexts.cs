namespace Campaigns.Web.Features.Deliveries.Emails;

/// <summary>The words of all mails, by whom or what they are about.</summary>
internal sealed record EmailTexts(SignatureTexts Signatures, LetterTexts Letters, ChangeTexts Changes, AccountTexts Accounts, EmailFrame Frame);
