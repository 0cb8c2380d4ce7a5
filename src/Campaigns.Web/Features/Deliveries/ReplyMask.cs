using System.Text;
using System.Text.RegularExpressions;

namespace Campaigns.Web.Features.Deliveries;

/// <summary>Makes a mail server's words fit to be kept: servers like to repeat the address they refuse.</summary>
internal static partial class ReplyMask
{
    private const int Longest = 500;

    public static string? Mask(string? reply)
    {
        if (string.IsNullOrEmpty(reply)) return null;
        var text = reply.Contains('@') ? Address().Replace(reply, "…@…") : reply;
        if (text.Any(char.IsControl)) text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        if (text.Length > Longest) text = text[..Longest];
        // Half a surrogate pair is not text, and PostgreSQL refuses it.
        return !text.Any(char.IsSurrogate) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }

    [GeneratedRegex("""("[^"]*"|[^\s<>()\[\],;:"]+)@[^\s<>()\[\],;:"]+""")]
    private static partial Regex Address();
}
