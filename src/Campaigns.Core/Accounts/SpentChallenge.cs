namespace Campaigns.Core.Accounts;

/// <summary>A passkey's challenge that somebody answered: no answer to it counts again.</summary>
public sealed class SpentChallenge
{
    private SpentChallenge() { }

    public SpentChallenge(byte[] hash, DateTimeOffset until) => (Hash, Until) = (hash, until);

    /// <summary>SHA-256 of what was asked.</summary>
    public byte[] Hash { get; private set; } = [];
    /// <summary>When it would have been too old anyway.</summary>
    public DateTimeOffset Until { get; private set; }
}
