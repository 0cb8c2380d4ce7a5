using System.Security.Cryptography;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Acting;

/// <summary>
/// Hides the id of a visitor's action in forms and addresses. The form carries it before the row exists, so that a double press makes one row;
/// whoever has the address can say of that action what its author could, and nothing else.
/// </summary>
public sealed class ActKeys(Seal seal)
{
    private static readonly byte[] Mark = "act1"u8.ToArray();

    public string Close(Guid actionId) => seal.Close([.. Mark, .. actionId.ToByteArray()]);

    /// <returns>Null for what was not made here or is over thirty days old.</returns>
    public Guid? Open(string? key) =>
        key is { Length: > 0 and <= 200 } && seal.Open(key) is { Length: 20 } bytes && bytes.AsSpan(0, 4).SequenceEqual(Mark) ? new Guid(bytes.AsSpan(4)) : null;

    /// <returns>The id of the same visitor's action to another target; the same whenever it is asked for.</returns>
    public static Guid Next(Guid actionId, Guid? targetId) => new(SHA256.HashData([.. actionId.ToByteArray(), .. (targetId ?? Guid.Empty).ToByteArray()]).AsSpan(0, 16));
}
