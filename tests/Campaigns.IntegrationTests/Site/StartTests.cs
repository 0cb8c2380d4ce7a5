using System.Diagnostics;

namespace Campaigns.IntegrationTests.Site;

/// <summary>The program as a process: what it says and how it ends when a setting is wrong.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Site__PublicUrl", "act.example.org", "Site:PublicUrl must be")]
    [InlineData("ConnectionStrings__Campaigns", "nothing", "ConnectionStrings:Campaigns is missing or names no database")]
    [InlineData("ConnectionStrings__Campaigns", "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=2", "ConnectionStrings:Campaigns: the database does not answer")]
    [InlineData("Roles", "cook", "Roles holds \"cook\"")]
    [InlineData("Setup__AdminEmail", "admin@example.org", "Setup:AdminPassword is missing")]
    public async Task A_wrong_setting_stops_it_with_one_sentence_and_without_a_stack_trace(string name, string value, string sentence)
    {
        var folder = Directory.CreateTempSubdirectory("campaigns-start-").FullName;
        try
        {
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

            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            try { await process.WaitForExitAsync(limit.Token); }
            finally { if (!process.HasExited) process.Kill(); }
            process.ExitCode.ShouldBe(1, await output);
            (await error).ShouldStartWith(sentence);
            (await error).Trim().ShouldNotContain("\n");
            (await output + await error).ShouldNotContain("   at ");
        }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
