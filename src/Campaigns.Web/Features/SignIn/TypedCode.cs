namespace Campaigns.Web.Features.SignIn;

/// <summary>A code as a person types it, with blanks, dashes and small letters: six digits of the app, or a recovery code.</summary>
internal readonly record struct TypedCode(string Text, bool IsRecovery)
{
    public static TypedCode Of(string code)
    {
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return plain.Length == 6 && plain.All(char.IsAsciiDigit) ? new(plain, false) : new(plain.Length == 10 ? $"{plain[..5]}-{plain[5..]}" : plain, true);
    }
}
