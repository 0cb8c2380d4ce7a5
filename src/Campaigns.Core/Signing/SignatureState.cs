namespace Campaigns.Core.Signing;

/// <summary>
/// Pending → Confirmed; Pending or Confirmed → Fraudulent (silent) or Invalidated (reversible); → Withdrawn (by the person).
/// Only Confirmed counts.
/// </summary>
public enum SignatureState { Pending, Confirmed, Fraudulent, Invalidated, Withdrawn }

/// <summary>Whether a campaign takes signatures now.</summary>
public enum SigningAnswer { Open, NotYetOpen, Paused, Closed }

/// <summary>What pressing "Yes, count my signature" did.</summary>
public enum ConfirmOutcome
{
    Confirmed,
    /// <summary>Confirmed before: the same success.</summary>
    AlreadyConfirmed,
    /// <summary>Fraudulent or invalidated: shows the usual success and changes nothing.</summary>
    SilentlyKept,
    /// <summary>The campaign stopped taking signatures before the button was pressed.</summary>
    CampaignClosed,
}
