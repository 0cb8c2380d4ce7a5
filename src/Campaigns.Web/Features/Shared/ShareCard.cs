using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Campaigns.Web.Features.Shared;

/// <summary>What stands on the picture that networks show beside a link. Whatever changes the picture changes its <see cref="Hash"/>, and so its address.</summary>
/// <param name="Language">BCP 47; decides direction and the shapes of letters.</param>
/// <param name="Line">"More than 1,200 people have signed", or what to do while few have; <c>1,200+</c> in a language that the interface does not speak.</param>
/// <param name="Colour"><c>#rrggbb</c>.</param>
public sealed record ShareCard(string Language, string Headline, string? Line, string Organisation, string Colour)
{
    public const int Width = 1200, Height = 630;
    /// <summary>Below this a number tells more about the day than about the cause.</summary>
    public const int FewestShown = 25;
    /// <summary>Counted up when the layout changes.</summary>
    private const string Layout = "1";

    /// <summary>16 hexadecimal digits.</summary>
    public string Hash { get; } = HashOf(Layout, Language, Headline, Line ?? "", Organisation, Colour);

    /// <summary>A number below <paramref name="total"/> that stays for a while: networks keep a picture for weeks, and each change is drawn anew.</summary>
    /// <returns>Two figures and noughts; null while there are too few.</returns>
    public static int? MoreThan(int total)
    {
        if (total <= FewestShown) return null;
        var below = total - 1;
        var step = below < 100 ? 5 : (int)Math.Pow(10, below.ToString(CultureInfo.InvariantCulture).Length - 2);
        return below / step * step;
    }

    private static string HashOf(params string[] parts)
    {
        // With lengths, so that no two sets of parts read the same.
        var all = string.Concat(parts.Select(part => $"{part.Length}:{part};"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 8));
    }
}
