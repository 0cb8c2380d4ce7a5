using System.Globalization;

namespace Campaigns.Web.Features.Shared;

/// <summary>Languages as their speakers write them.</summary>
public static class Languages
{
    public static string NameOf(CultureInfo language) => language.TextInfo.ToUpper(language.NativeName[0]) + language.NativeName[1..];

    public static string NameOf(string code) => NameOf(CultureInfo.GetCultureInfo(code));

    public static string DirectionOf(string code) => CultureInfo.GetCultureInfo(code).TextInfo.IsRightToLeft ? "rtl" : "ltr";
}
