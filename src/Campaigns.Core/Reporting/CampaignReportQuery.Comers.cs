using Campaigns.Core.Acting;

namespace Campaigns.Core.Reporting;

/// <summary>The same figures by what brought the people.</summary>
public sealed partial class CampaignReportQuery
{
    /// <summary>By signatures, then by loads.</summary>
    private static List<SourceFigures> SourcesOf(Comers comers) =>
        [.. comers.By(of => of.Source).Select(of => new SourceFigures(of.Key, of.Figures))
            .OrderByDescending(of => of.Came.Confirmed).ThenByDescending(of => of.Came.Created).ThenByDescending(of => of.Came.Shown).ThenBy(of => of.Source, StringComparer.Ordinal)];

    private static List<GenerationFigures> GenerationsOf(Comers comers, IReadOnlyList<VisitSum> visits)
    {
        var came = comers.By(of => of.Generation).ToDictionary(of => of.Key, of => of.Figures);
        var visited = visits.Where(of => of.Visits + of.RobotVisits > 0).ToDictionary(of => of.Generation);
        return [.. came.Keys.Union(visited.Keys).Order().Select(generation => new GenerationFigures(
            generation,
            generation == 0 ? null : visited.GetValueOrDefault(generation)?.Visits ?? 0,
            generation == 0 ? null : visited.GetValueOrDefault(generation)?.RobotVisits ?? 0,
            came.GetValueOrDefault(generation) ?? Comers.Nobody))];
    }

    /// <summary>Whoever came, by source and generation. A person has one of each, so people may be added across them; rungs may not.</summary>
    private sealed record Comers(IReadOnlyList<CameSum> Loads, IReadOnlyList<SignatureSum> Signatures, IReadOnlyList<PeopleSum> People)
    {
        public static readonly CameFigures Nobody = new(0, 0, 0, 0, 0, 0, 0);

        public CameFigures Figures => new(
            Loads.Sum(of => of.Shown), Loads.Sum(of => of.FormsPosted), Signatures.Sum(of => of.Created), Signatures.Sum(of => of.Confirmed),
            People.Sum(of => of.Started), People.Sum(of => of.SelfReported), People.Sum(of => of.Proved));

        public Comers Of(Func<ICameSum, bool> which) => new([.. Loads.Where(of => which(of))], [.. Signatures.Where(of => which(of))], [.. People.Where(of => which(of))]);

        /// <summary>Those of whom there is any figure.</summary>
        public IEnumerable<(T Key, CameFigures Figures)> By<T>(Func<ICameSum, T> key) where T : notnull =>
            Loads.Concat<ICameSum>(Signatures).Concat(People).Select(key).Distinct()
                .Select(one => (one, Of(of => key(of).Equals(one)).Figures)).Where(of => of.Figures != Nobody);
    }
}
