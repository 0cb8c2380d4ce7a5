using Campaigns.Core.Signing;

namespace Campaigns.Web.Features.Signing.Writing;

/// <summary>A checked wish to sign, on its way to the writer.</summary>
/// <param name="SignatureId">Id of the row, should this turn out to be the person's first signature here.</param>
/// <param name="WordingHash">SHA-256 of the consent question as it was shown.</param>
/// <param name="Page">Path on which it was asked.</param>
/// <param name="AddressKey">Counter of the /32 or /64 of the request.</param>
/// <param name="RangeKey">Counter of the /24 or /56 of the request.</param>
/// <param name="SendsMail">False where the caller confirms the signature itself and tells of it.</param>
/// <param name="Suspicion">Why this is taken silently and never counts, as a filled honeypot; null for people.</param>
public sealed record SigningRequest(
    Guid SignatureId, SignatureDetails Details, byte[] WordingHash, string Page,
    Guid AddressKey, Guid RangeKey, string? Suspicion, bool SendsMail = true);
