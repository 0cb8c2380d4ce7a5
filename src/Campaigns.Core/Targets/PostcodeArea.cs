namespace Campaigns.Core.Targets;

/// <summary>Whether a postcode lies in an area that is named by its beginning.</summary>
internal static class PostcodeArea
{
    /// <param name="area">Upper case, letters and digits only; like <paramref name="code"/>.</param>
    public static bool Holds(string area, string code, string? country) =>
        code.StartsWith(area, StringComparison.Ordinal) && (country?.Trim().ToUpperInvariant() is not "GB" || EndsAtDistrict(area, code));

    // Britain: M1 1AA lies in M and M1; M11 1AA does not lie in M1, nor ME1 1AA in M. The last three characters are the street's.
    private static bool EndsAtDistrict(string area, string code)
    {
        var district = code.Length >= 5 ? code[..^3] : code;
        if (area.Length >= district.Length) return true;
        return char.IsAsciiDigit(area[^1]) ? !char.IsAsciiDigit(district[area.Length]) : char.IsAsciiDigit(district[area.Length]) || area.Any(char.IsAsciiDigit);
    }
}
