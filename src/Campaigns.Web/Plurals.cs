using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web;

/// <summary>
/// Texts that count: <c>T["{0} signature|{0} signatures"].For(n)</c>. Each language gives as many forms as it has, separated by bars,
/// in the order of the Unicode plural rules: two in English and French, six in Arabic (zero, one, two, few, many, other).
/// </summary>
public static class Plurals
{
    public static string For(this LocalizedString text, long number, params object[] more)
    {
        var forms = text.Value.Split('|');
        var form = forms[Math.Min(FormOf(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, number), forms.Length - 1)];
        return string.Format(CultureInfo.CurrentCulture, form, [number.ToString("N0", CultureInfo.CurrentCulture), .. more]);
    }

    /// <summary>Rules of Unicode CLDR for whole numbers.</summary>
    internal static int FormOf(string language, long number) => language switch
    {
        "fr" => number is 0 or 1 ? 0 : 1,
        "ar" => number switch
        {
            0 or 1 or 2 => (int)number,
            _ when number % 100 is >= 3 and <= 10 => 3,
            _ when number % 100 is >= 11 => 4,
            _ => 5,
        },
        _ => number == 1 ? 0 : 1,
    };
}
