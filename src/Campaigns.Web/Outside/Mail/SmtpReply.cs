using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>One complete reply of a server, all its lines.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Enhanced">RFC 3463 code such as <c>5.1.1</c>, when the first line starts with one.</param>
/// <param name="Text">The lines joined by a space, control characters replaced, at most 500 characters.</param>
internal sealed record SmtpReply(int Code, string? Enhanced, string Text)
{
    public const int MaxText = 500;

    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>Reads a reply whose lines were already checked to start with the same three digits.</summary>
    public static SmtpReply Parse(int code, ReadOnlySpan<byte> raw)
    {
        string? enhanced = null;
        var text = new StringBuilder(code.ToString());
        var first = true;
        foreach (var range in raw.TrimEnd("\r\n"u8).Split((byte)'\n'))
        {
            var line = raw[range].TrimEnd((byte)'\r');
            var words = Encoding.UTF8.GetString(line.Length > 4 ? line[4..] : default).AsSpan();
            var mark = EnhancedLength(words);
            if (first && mark > 0)
                enhanced = words[..mark].ToString();
            else if (mark > 0)
                words = words[mark..].TrimStart(' '); // repeated on every line of a reply
            if (!words.IsEmpty)
                text.Append(' ').Append(words);
            first = false;
            if (text.Length >= MaxText)
                break;
        }
        for (var i = 0; i < text.Length; i++)
            if (HeaderText.IsForbidden(text[i]))
                text[i] = ' ';
        return new(code, enhanced, text.ToString(0, Math.Min(text.Length, MaxText)));
    }

    /// <summary>Length of <c>class.subject.detail</c> at the start of a line (RFC 3463), or 0.</summary>
    private static int EnhancedLength(ReadOnlySpan<char> words)
    {
        var end = words.IndexOf(' ');
        var code = end < 0 ? words : words[..end];
        if (code.Length is < 5 or > 9 || code[0] is not ('2' or '4' or '5') || code[1] != '.')
            return 0;
        var rest = code[2..];
        var dot = rest.IndexOf('.');
        return dot is > 0 and <= 3 && rest.Length - dot - 1 is > 0 and <= 3
            && !rest[..dot].ContainsAnyExceptInRange('0', '9') && !rest[(dot + 1)..].ContainsAnyExceptInRange('0', '9')
            ? code.Length : 0;
    }
}
