using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Campaigns.Web.Features.Shared;

/// <summary>Countries and territories where people live, by ISO 3166 alpha-2 code, named and sorted as the reader's language does.</summary>
public static class Countries
{
    private static readonly string[] Codes = (
        "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ " +
        "DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
        "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ " +
        "OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
        "UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW").Split(' ');

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly HashSet<string> Known = [.. Codes];
    private static readonly ConcurrentDictionary<string, Country[]> Lists = new();
    private static readonly ConcurrentDictionary<string, string> Unselected = new();

    public static bool IsKnown(string? code) => code is not null && Known.Contains(code);

    /// <summary>The country's name in that language; the code itself when it is not known.</summary>
    public static string NameOf(string code, CultureInfo culture) => Array.Find(In(culture), country => country.Code == code)?.Name ?? code;

    public static IReadOnlyList<Country> All(CultureInfo culture) => In(culture);

    /// <summary>The options of a select. Without a selection they are the same for everybody and built once.</summary>
    public static IHtmlContent Options(CultureInfo culture, string? selected) =>
        new HtmlString(IsKnown(selected) ? Build(culture, selected) : Unselected.GetOrAdd(culture.Name, _ => Build(culture, null)));

    // The native name of a region "in" a language is its name in that language; RegionInfo offers no other way that heeds the language.
    private static Country[] In(CultureInfo culture) => Lists.GetOrAdd(culture.Name, _ =>
        [.. Codes.Select(code => new Country(code, new RegionInfo($"{culture.TwoLetterISOLanguageName}-{code}").NativeName)).OrderBy(country => country.Name, StringComparer.Create(culture, ignoreCase: true))]);

    private static string Build(CultureInfo culture, string? selected)
    {
        var options = new StringBuilder(12_000);
        foreach (var (code, name) in In(culture))
            options.Append("<option value=").Append(code).Append(code == selected ? " selected>" : ">").Append(Encoder.Encode(name));
        return options.ToString();
    }
}

public sealed record Country(string Code, string Name);
