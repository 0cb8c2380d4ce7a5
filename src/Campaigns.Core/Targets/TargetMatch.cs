namespace Campaigns.Core.Targets;

/// <summary>How a supporter's targets were found.</summary>
public enum TargetsBy
{
    /// <summary>The campaign writes to all of its targets.</summary>
    Fixed,
    /// <summary>By the supporter's postcode.</summary>
    Area,
    /// <summary>By the supporter's country.</summary>
    Country,
    /// <summary>Nobody answers for the place: those without a place get it.</summary>
    General,
    /// <summary>The supporter picks from these.</summary>
    Pick,
    /// <summary>Nobody answers for the place, and there are no others.</summary>
    Nobody,
}

public sealed record MatchedTargets<T>(TargetsBy By, IReadOnlyList<T> Targets);

/// <summary>To whom a supporter writes.</summary>
public static class TargetMatch
{
    public static MatchedTargets<Target> For(TargetChoice choice, AreaFallback fallback, IReadOnlyList<Target> targets, string? country, string? postcode) =>
        For(choice, fallback, targets, target => (target.Country, target.Area), country, postcode);

    /// <summary>
    /// By area: the targets whose area is the longest beginning of the postcode, within the country; else those of the country without an
    /// area; else the campaign's fallback. A target with an area and no country answers for that area wherever it is.
    /// </summary>
    /// <param name="placeOf">Country and areas of a target, as in <see cref="Target"/>.</param>
    /// <param name="country">ISO 3166 alpha-2.</param>
    /// <param name="postcode">As typed; case, spaces and hyphens do not matter.</param>
    public static MatchedTargets<T> For<T>(TargetChoice choice, AreaFallback fallback, IReadOnlyList<T> targets, Func<T, (string? Country, string? Area)> placeOf, string? country, string? postcode)
    {
        if (choice is TargetChoice.Fixed) return new(TargetsBy.Fixed, targets);
        if (choice is TargetChoice.Chosen) return new(TargetsBy.Pick, targets);

        var code = Compact(postcode);
        var places = targets.Select(target => new Place<T>(target, placeOf(target))).ToList();
        var here = places.FindAll(place => place.Country is null ? place.Areas.Length > 0 : place.Country.Equals(country?.Trim(), StringComparison.OrdinalIgnoreCase));
        var longest = here.Select(place => place.Fit(code, country)).DefaultIfEmpty().Max();
        if (longest > 0) return new(TargetsBy.Area, [.. here.Where(place => place.Fit(code, country) == longest).Select(place => place.Target)]);
        if (here.Exists(place => place.Areas.Length == 0)) return new(TargetsBy.Country, [.. here.Where(place => place.Areas.Length == 0).Select(place => place.Target)]);

        return fallback switch
        {
            AreaFallback.Chosen when targets.Count > 0 => new(TargetsBy.Pick, targets),
            AreaFallback.General when places.Exists(place => place.IsGeneral) => new(TargetsBy.General, [.. places.Where(place => place.IsGeneral).Select(place => place.Target)]),
            _ => new(TargetsBy.Nobody, []),
        };
    }

    internal static string Compact(string? postcode) => string.Concat((postcode ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private sealed class Place<T>(T target, (string? Country, string? Area) at)
    {
        public T Target => target;
        public string? Country { get; } = string.IsNullOrWhiteSpace(at.Country) ? null : at.Country.Trim();
        public string[] Areas { get; } = [.. (at.Area ?? "").Split(',').Select(Compact).Where(area => area.Length > 0)];
        public bool IsGeneral => Country is null && Areas.Length == 0;

        /// <summary>Characters of the longest area that the postcode lies in; 0 for none.</summary>
        public int Fit(string code, string? country) => Areas.Where(area => PostcodeArea.Holds(area, code, country)).Select(area => area.Length).DefaultIfEmpty().Max();
    }
}
