using System.ComponentModel.DataAnnotations;
using System.Text;
using Campaigns.Web.Outside.Mail;

namespace Campaigns.Web.Startup;

/// <summary>Section <c>Letters</c>: the mailbox that takes copies of letters which supporters send from their own programs.</summary>
public sealed class LettersOptions : IValidatableObject
{
    /// <summary>Copies go to <c>proof+token@…</c> of this address; without it no copy is asked for.</summary>
    public string? ProofAddress { get; set; }

    /// <summary>What the mail server signs the copies with that it hands in; 32 to 64 characters.</summary>
    public string? IntakeSecret { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(ProofAddress) && (!Ascii.IsValid(ProofAddress) || ProofAddress.Contains('+') || !MailAddressSyntax.IsSendable(ProofAddress)))
            yield return new("Letters:ProofAddress must be one plain address without a plus sign, for example proof@send.example.org.", [nameof(ProofAddress)]);
        if (!string.IsNullOrEmpty(IntakeSecret) && (IntakeSecret.Length is < 32 or > 64 || IntakeSecret.Any(c => c is < '!' or > '~')))
            yield return new("Letters:IntakeSecret must be 32 to 64 letters and digits without spaces. Make one with: openssl rand -hex 32.", [nameof(IntakeSecret)]);
        if (string.IsNullOrEmpty(ProofAddress) != string.IsNullOrEmpty(IntakeSecret))
            yield return new("Letters:ProofAddress and Letters:IntakeSecret belong together. Set both, or neither to ask for no copies.", [nameof(ProofAddress)]);
    }
}
