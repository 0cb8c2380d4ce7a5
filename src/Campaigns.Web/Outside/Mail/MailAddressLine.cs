namespace Campaigns.Web.Outside.Mail;

/// <summary>A mailbox as a header shows it.</summary>
public sealed record MailAddressLine(string Address, string? DisplayName = null)
{
    /// <summary>Reads <c>Name &lt;user@domain&gt;</c>, <c>"Name" &lt;user@domain&gt;</c> or a bare address; null when it is neither.</summary>
    public static MailAddressLine? TryParse(string text)
    {
        text = text.Trim();
        var open = text.LastIndexOf('<');
        if (open < 0)
            return MailAddressSyntax.IsSendable(text) ? new(text) : null;
        if (!text.EndsWith('>') || !MailAddressSyntax.IsSendable(text[(open + 1)..^1]))
            return null;
        var name = text[..open].Trim();
        if (name.Length > 1 && name[0] == '"' && name[^1] == '"')
            name = name[1..^1].Replace("\\\"", "\"").Replace("\\\\", "\\");
        if (name.Any(HeaderText.IsForbidden))
            return null;
        return new(text[(open + 1)..^1], name.Length == 0 ? null : name);
    }
}
