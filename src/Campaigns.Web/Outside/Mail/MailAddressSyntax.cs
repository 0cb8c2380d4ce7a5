using System.Buffers;
using System.Globalization;
using System.Text;

namespace Campaigns.Web.Outside.Mail;

/// <summary>
/// The addresses that this program sends to: no quoted local part, no comment, no address literal. What passes
/// cannot end a header or an SMTP command.
/// </summary>
public static class MailAddressSyntax
{
    public const int MaxLength = 254;

    private static readonly SearchValues<char> AsciiLocal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.");
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    public static bool IsSendable(string? address)
    {
        if (address is null || address.Length > MaxLength)
            return false;
        var at = address.LastIndexOf('@');
        return at > 0 && LocalIsSound(address.AsSpan(0, at)) && AsciiDomain(address.AsSpan(at + 1)) is not null;
    }

    /// <summary>
    /// The address as the wire takes it: a domain beyond ASCII in its ASCII form, so that only a local part beyond
    /// ASCII still needs SMTPUTF8. Null when the address cannot be sent to.
    /// </summary>
    public static string? ToWire(string address)
    {
        if (!IsSendable(address))
            return null;
        var at = address.LastIndexOf('@');
        var domain = address.AsSpan(at + 1);
        return Ascii.IsValid(domain) ? address : string.Concat(address.AsSpan(0, at + 1), AsciiDomain(domain));
    }

    private static bool LocalIsSound(ReadOnlySpan<char> local)
    {
        for (int i; (i = local.IndexOfAnyExcept(AsciiLocal)) >= 0; local = local[(i + 1)..])
        {
            if (local[i] < 0x80)
                return false;
            if (Rune.DecodeFromUtf16(local[i..], out var rune, out var used) != OperationStatus.Done)
                return false;
            if (HeaderText.IsForbidden(local[i]) || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
                return false;
            i += used - 1;
        }
        return true;
    }

    private static string? AsciiDomain(ReadOnlySpan<char> domain)
    {
        if (Ascii.IsValid(domain))
            return LabelsAreSound(domain) ? domain.ToString() : null;
        try
        {
            var ascii = Idn.GetAscii(domain.ToString());
            return LabelsAreSound(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool LabelsAreSound(ReadOnlySpan<char> domain)
    {
        if (domain.IsEmpty || domain.Length > 253)
            return false;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.IsEmpty || label.Length > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                    return false;
        }
        return true;
    }
}
