using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Campaigns.Testing;

public enum TestDatabase { Sqlite, Postgres }

/// <summary>
/// Runs a theory once on each database, which is its first parameter. Without PostgreSQL its half is skipped by name
/// on a developer's machine and fails where <c>CI=true</c>.
/// </summary>
/// <param name="rows">Further values, one run each: <c>[OnBothDatabases("+", "=")]</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnBothDatabases(params object?[] rows) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var data = new List<ITheoryDataRow>();
        foreach (var row in rows.Length == 0 ? [[]] : rows.Select(value => new[] { value }))
        foreach (var database in Enum.GetValues<TestDatabase>())
            data.Add(new TheoryDataRow([database, .. row]) { Skip = WhyNot(database) });
        return new(data);
    }

    public override bool SupportsDiscoveryEnumeration() => true;

    private static string? WhyNot(TestDatabase database) =>
        database is TestDatabase.Postgres && Environment.GetEnvironmentVariable("CI") is not "true" ? PostgresCluster.Missing : null;
}
