namespace Campaigns.Core.Signing;

/// <summary>What a mailed link or an address of ours is for; each has tokens of its own, so that one cannot be used for another.</summary>
public enum LinkPurpose
{
    Confirm, Manage, Unsubscribe,
    /// <summary>Of an action: where a copy of the supporter's own letter is sent.</summary>
    Proof,
    /// <summary>Of a delivery: the address that a letter to a target comes from.</summary>
    Letter,
    /// <summary>Of a delivery: where what cannot be delivered comes back to.</summary>
    Bounce,
    /// <summary>Of one run of test mode: what testers open.</summary>
    Preview,
    /// <summary>Of a signature and of a consent: the two halves of the cookie by which a device is remembered.</summary>
    Device,
    /// <summary>Of a delivery: where somebody who was invited makes an account.</summary>
    Invite,
    /// <summary>Of a delivery: where staff set a new password.</summary>
    Reset,
}
