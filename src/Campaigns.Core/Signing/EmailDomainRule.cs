namespace Campaigns.Core.Signing;

/// <summary>
/// How addresses of a mail domain are brought to one normal form, so that one mailbox signs once.
/// The first rule by <see cref="Position"/> that matches decides.
/// </summary>
public sealed class EmailDomainRule
{
    private EmailDomainRule() { }

    public EmailDomainRule(string pattern, int position, string stripCharacters = "", string? stripFrom = null, string? aliasOf = null) =>
        (Pattern, Position, StripCharacters, StripFrom, AliasOf) = (pattern, position, stripCharacters, stripFrom, aliasOf);

    /// <summary><c>gmail.com</c>, <c>*.example.org</c> or <c>*</c>.</summary>
    public string Pattern { get; private set; } = "";
    public int Position { get; private set; }
    /// <summary>Characters that the mail provider ignores in the local part: <c>.</c> at Gmail.</summary>
    public string StripCharacters { get; private set; } = "";
    /// <summary>Everything from this separator on is ignored: <c>+</c>.</summary>
    public string? StripFrom { get; private set; }
    /// <summary>The domain that this one is another name of.</summary>
    public string? AliasOf { get; private set; }
}
