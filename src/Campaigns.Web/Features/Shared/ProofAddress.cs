using Campaigns.Core.Signing;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Options;

namespace Campaigns.Web.Features.Shared;

/// <summary>Where a supporter sends a copy of a letter from their own program. The token stands for the action; nothing of it is stored.</summary>
public sealed class ProofAddress(IOptions<LettersOptions> options, InstallationKeys keys)
{
    private readonly string[]? _parts = options.Value.ProofAddress is { Length: > 0 } address ? address.Split('@') : null;

    /// <returns><c>proof+token@send.example.org</c>; null when this installation takes no copies.</returns>
    public string? Of(Guid actionId) => _parts is [var local, var domain] ? $"{local}+{keys.AddressToken(actionId, LinkPurpose.Proof)}@{domain}" : null;

    /// <returns>The action whose copies would go to this address, whether or not there is one; null for any other address.</returns>
    public Guid? ActionOf(string address)
    {
        if (_parts is not [var local, var domain]) return null;
        var at = address.LastIndexOf('@');
        if (at != local.Length + 1 + AddressDigits.Length || !address.AsSpan(at + 1).Equals(domain, StringComparison.OrdinalIgnoreCase)) return null;
        return address.StartsWith(local + "+", StringComparison.OrdinalIgnoreCase) ? keys.IdOfAddress(address[(local.Length + 1)..at], LinkPurpose.Proof) : null;
    }
}
