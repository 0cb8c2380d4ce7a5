namespace Campaigns.Core.Signing;

/// <summary>One supporter under one campaign; unique by (campaign, e-mail key).</summary>
public sealed class Signature
{
    private Signature() { }

    public Signature(Guid id, SignatureDetails details, SignatureState state, string? stateReason, DateTimeOffset now)
    {
        if (state is not (SignatureState.Pending or SignatureState.Fraudulent))
            throw new ArgumentException("A signature starts pending, or fraudulent when a limit was exceeded.", nameof(state));
        Id = id;
        (CampaignId, TextVersionId, Language) = (details.CampaignId, details.TextVersionId, details.Language);
        (EmailKey, Email, Name, Country) = (details.EmailKey, details.Email, details.Name, details.Country);
        (Postcode, Comment, ShowName, WantsUpdates, Network) = (details.Postcode, details.Comment, details.ShowName, details.WantsUpdates, details.Network);
        (ShareLinkId, Generation, Source, IsTest) = (details.ShareLinkId, details.Generation, details.Source, details.IsTest);
        (State, StateReason, CreatedAt, StateChangedAt) = (state, stateReason, now, now);
    }

    public Guid Id { get; private set; }
    public Guid CampaignId { get; private set; }
    public Guid TextVersionId { get; private set; }
    public string Language { get; private set; } = "";
    /// <summary>32 bytes: HMAC-SHA256 of the canonical address. See <see cref="EmailKeyMaker"/>.</summary>
    public byte[] EmailKey { get; private set; } = [];
    /// <summary>As typed: mail goes here.</summary>
    public string Email { get; private set; } = "";
    public string Name { get; private set; } = "";
    /// <summary>ISO 3166 alpha-2.</summary>
    public string Country { get; private set; } = "";
    public string? Postcode { get; private set; }
    public string? Comment { get; private set; }
    /// <summary>First name, initial and country may stand under "Recent supporters".</summary>
    public bool ShowName { get; private set; }
    /// <summary>The answer that holds now; each answer ever given is a <see cref="Consent"/> row.</summary>
    public bool WantsUpdates { get; private set; }
    /// <summary>The signer's address cut to /24 or /48, for integrity cases.</summary>
    public string? Network { get; private set; }
    /// <summary>The share link that brought the signer.</summary>
    public Guid? ShareLinkId { get; private set; }
    /// <summary>0 for whoever came by no share link; otherwise the link's.</summary>
    public int Generation { get; private set; }
    /// <summary>What brought the signer: see <see cref="Reporting.ReachCount.Source"/>.</summary>
    public string Source { get; private set; } = "";
    /// <summary>Given while the campaign was in test mode: counts nowhere.</summary>
    public bool IsTest { get; private set; }
    /// <summary>When the person's data was erased; name and address are gone, the rest stays for the totals.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }
    public SignatureState State { get; private set; }
    /// <summary>Which limit or case set the state, for staff.</summary>
    public string? StateReason { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset StateChangedAt { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    /// <summary>"You are supporter 1,249": given once by the counting job, paper signatures of that moment included.</summary>
    public int? SupporterNumber { get; private set; }

    /// <summary>A signature whose past lies elsewhere: an import, or the demonstration data. Nothing is counted or mailed by it.</summary>
    /// <param name="changedAt">When it came into <paramref name="state"/>; for a confirmed one, when it was confirmed.</param>
    public static Signature Restore(Guid id, SignatureDetails details, SignatureState state, string? stateReason, DateTimeOffset signedAt, DateTimeOffset changedAt, int? supporterNumber)
    {
        if (changedAt < signedAt) throw new ArgumentOutOfRangeException(nameof(changedAt), "A signature changes after it was given.");
        return new Signature(id, details, SignatureState.Pending, stateReason, signedAt)
        {
            State = state,
            StateChangedAt = changedAt,
            ConfirmedAt = state is SignatureState.Confirmed ? changedAt : null,
            SupporterNumber = state is SignatureState.Confirmed ? supporterNumber : null,
        };
    }

    /// <summary>
    /// Pressing the button behind the mailed link. Of confirm and "This wasn't me" the latest press wins, so a withdrawn signature
    /// comes back by it: whoever holds the link reads that mailbox.
    /// </summary>
    public ConfirmOutcome Confirm(SigningAnswer signing, DateTimeOffset now)
    {
        if (ErasedAt is not null) return ConfirmOutcome.SilentlyKept; // nobody is left who could confirm it
        switch (State)
        {
            case SignatureState.Confirmed: return ConfirmOutcome.AlreadyConfirmed;
            case SignatureState.Fraudulent or SignatureState.Invalidated: return ConfirmOutcome.SilentlyKept;
        }
        // A paused page takes no new signatures, but one given before the pause may still be confirmed.
        if (signing is not (SigningAnswer.Open or SigningAnswer.Paused)) return ConfirmOutcome.CampaignClosed;

        (State, StateReason, StateChangedAt, ConfirmedAt) = (SignatureState.Confirmed, null, now, now);
        return ConfirmOutcome.Confirmed;
    }

    /// <summary>"This wasn't me", or taking it back. True when it changed something; fraudulent and invalidated rows stay what they are.</summary>
    public bool Withdraw(string reason, DateTimeOffset now)
    {
        if (ErasedAt is not null || State is not (SignatureState.Pending or SignatureState.Confirmed)) return false;
        (State, StateReason, StateChangedAt, WantsUpdates) = (SignatureState.Withdrawn, reason, now, false);
        return true;
    }

    /// <summary>The person corrects how they are named, and whether others see it. Checked by the caller as when signing.</summary>
    public void Present(string name, bool show)
    {
        if (ErasedAt is null) (Name, ShowName) = (name, show);
    }

    /// <summary>
    /// Takes what its proved owner gave instead of what was typed for their address while it waits: anybody can type an address. What brought the
    /// first signer stays.
    /// </summary>
    public void Replace(SignatureDetails details)
    {
        if (ErasedAt is not null || State is not SignatureState.Pending) return;
        (TextVersionId, Language, Email, Name, Country) = (details.TextVersionId, details.Language, details.Email, details.Name, details.Country);
        (Postcode, Comment, ShowName, WantsUpdates, Network) = (details.Postcode, details.Comment, details.ShowName, details.WantsUpdates, details.Network);
    }

    /// <summary>Another answer to the question about updates; the caller writes the <see cref="Consent"/>. False when it is the same answer.</summary>
    public bool Answer(bool wantsUpdates)
    {
        if (ErasedAt is not null || WantsUpdates == wantsUpdates) return false;
        WantsUpdates = wantsUpdates;
        return true;
    }

    /// <summary>
    /// Takes away all that tells who it was; country, source and times stay for the totals. Where signing is over the signature stays in the count
    /// as it was published. While people can still sign, it stops counting: the same person could sign anew, and would be counted twice.
    /// </summary>
    /// <param name="nobody">32 random bytes in place of the e-mail key.</param>
    /// <param name="signing">Of its campaign, at this moment.</param>
    /// <returns>False when it was erased before.</returns>
    public bool Erase(byte[] nobody, SigningAnswer signing, DateTimeOffset now)
    {
        if (ErasedAt is not null) return false;
        if (signing is not SigningAnswer.Closed) Withdraw("erased", now);
        (EmailKey, Email, Name, Postcode, Comment, Network) = (nobody, "", "", null, null, null);
        (ShowName, WantsUpdates, ErasedAt) = (false, false, now);
        return true;
    }
}

/// <summary>What a person gave, checked and in normal form, before it is a signature.</summary>
/// <param name="EmailKey">32 bytes.</param>
/// <param name="Network">/24 or /48 of the request's address.</param>
public sealed record SignatureDetails(
    Guid CampaignId, Guid TextVersionId, string Language,
    byte[] EmailKey, string Email, string Name, string Country,
    string? Postcode, string? Comment, bool ShowName, bool WantsUpdates, string? Network)
{
    public Guid? ShareLinkId { get; init; }
    public int Generation { get; init; }
    public string Source { get; init; } = "";
    public bool IsTest { get; init; }
}
