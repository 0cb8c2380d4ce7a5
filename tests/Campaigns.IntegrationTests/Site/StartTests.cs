using System.Diagnostics;

namespace Campaigns.IntegrationTests.Site;

/// <summary>The program as a process: what it says and how it ends when a setting is wrong.</summary>
public sealed class StartTests
{
    private static IEnumerable<string> Complaints(string output) =>
        output.Split('\n').Where(line => System.Text.RegularExpressions.Regex.IsMatch(line, "\"LogLevel\":\"(Warning|Error|Critical)\""));

    [Theory]
    [InlineData("Site__PublicUrl", "act.example.org", "Site:PublicUrl must be")]
    [InlineData("ConnectionStrings__Campaigns", "nothing", "ConnectionStrings:Campaigns is missing or names no database")]
    [InlineData("ConnectionStrings__Campaigns", "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=2", "ConnectionStrings:Campaigns: the database does not answer")]
    [InlineData("Roles", "cook", "Roles holds \"cook\"")]
    [InlineData("Setup__AdminEmail", "admin@example.org", "Setup:AdminPassword is missing")]
    public async Task A_wrong_setting_stops_it_with_one_sentence_and_without_a_stack_trace(string name, string value, string sentence)
    {
        var (code, output, error) = await RunAsync(name, value, until: null);
        code.ShouldBe(1, output);
        error.ShouldStartWith(sentence);
        error.Trim().ShouldNotContain("\n");
        (output + error).ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_first_start_on_PostgreSQL_makes_its_database_and_complains_of_nothing()
    {
        var database = await PostgresAsync("first");
        var (_, output, error) = await RunAsync("ConnectionStrings__Campaigns", database.ToString(), until: "Now listening on");
        error.ShouldBeEmpty();
        output.ShouldContain($"The database {database.Database} did not exist and was created");
        Complaints(output).ShouldBeEmpty();
        output.ShouldNotContain("does not exist");

        (_, output, _) = await RunAsync("ConnectionStrings__Campaigns", database.ToString(), until: "Now listening on");
        output.ShouldNotContain("was created");
        Complaints(output).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_user_who_may_not_make_the_database_is_told_what_to_do()
    {
        var database = await PostgresAsync("refused");
        await using var source = Npgsql.NpgsqlDataSource.Create((await TestPostgres.ClusterAsync()).ConnectionString);
        await using var role = source.CreateCommand($"CREATE ROLE {database.Database} LOGIN");
        await role.ExecuteNonQueryAsync();
        database.Username = database.Database;
        var (code, output, error) = await RunAsync("ConnectionStrings__Campaigns", database.ToString(), until: null);
        code.ShouldBe(1, output);
        error.Trim().ShouldBe($"ConnectionStrings:Campaigns: there is no database \"{database.Database}\", and this user may not create one. Create it for them, as with createdb -O {database.Database} {database.Database}, or name another");
        Complaints(output).ShouldBeEmpty();
    }

    private static async Task<Npgsql.NpgsqlConnectionStringBuilder> PostgresAsync(string prefix)
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null && Environment.GetEnvironmentVariable("CI") is not "true", PostgresCluster.Missing ?? "");
        return new((await TestPostgres.ClusterAsync()).ConnectionString) { Database = $"{prefix}_{Guid.NewGuid():n}" };
    }

    /// <param name="until">What it says when it has started; null for a program that ends by itself.</param>
    private static async Task<(int Code, string Output, string Error)> RunAsync(string name, string value, string? until)
    {
        var folder = Directory.CreateTempSubdirectory("campaigns-start-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "wwwroot")); // its absence is complained of
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Campaigns.Web.dll")]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (key, setting) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__Campaigns"] = $"Data Source={folder}/campaigns.db",
            ["Site__PublicUrl"] = "https://act.example.org",
            ["Site__Organisation"] = "Open Square",
            ["Mail__From"] = "hello@opensquare.example",
            ["Mail__Transport"] = "Folder",
            ["Mail__Folder"] = folder,
            [name] = value,
        }) start.Environment[key] = setting;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var output = new System.Text.StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                output.AppendLine(line);
                if (until is not null && line.Contains(until, StringComparison.Ordinal)) process.Kill();
            }
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output.ToString(), await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }
}
