namespace Campaigns.Web.Startup;

/// <summary>128 bits as 26 characters of base 32 (RFC 4648's alphabet in lower case), for the local part of an address.</summary>
internal static class AddressDigits
{
    public const int Length = 26;
    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";

    /// <param name="bytes">16 bytes.</param>
    public static string Write(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Length];
        var (bits, held, at) = (0, 0, 0);
        foreach (var b in bytes)
        {
            (bits, held) = ((bits << 8) | b, held + 8);
            for (; held >= 5; held -= 5) text[at++] = Digits[(bits >> (held - 5)) & 31];
            bits &= 31;
        }
        text[at] = Digits[(bits << (5 - held)) & 31];
        return text.ToString();
    }

    /// <param name="bytes">16 bytes, filled when it is true.</param>
    /// <returns>False for what <see cref="Write"/> never writes; upper case is read as lower case.</returns>
    public static bool TryRead(string text, Span<byte> bytes)
    {
        if (text.Length != Length) return false;
        var (bits, held, at) = (0, 0, 0);
        foreach (var c in text)
        {
            var digit = Digits.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
            if (digit < 0) return false;
            (bits, held) = ((bits << 5) | digit, held + 5);
            if (held < 8) continue;
            held -= 8;
            if (at < bytes.Length) bytes[at++] = (byte)(bits >> held);
            bits &= (1 << held) - 1;
        }
        return bits == 0; // another spelling of the same bits
    }
}
