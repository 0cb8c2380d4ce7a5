using System.Text.Json;
using Campaigns.Web.Startup;
using Microsoft.Extensions.Configuration;

namespace Campaigns.UnitTests.Startup;

/// <summary>The example file is the manual of the settings: complete, free of invented keys, and accepted by the program.</summary>
public sealed class ExampleSettingsTests
{
    private static readonly string[] OtherKeys = ["ConnectionStrings:Campaigns", "Roles", "Urls", "AllowedHosts"];

    [Fact]
    public void The_example_file_names_every_setting_and_no_other() =>
        Keys(Document(), "").Order(StringComparer.Ordinal).ShouldBe(
            OtherKeys.Concat(Settings.Sections.SelectMany(section => Keys(section.Value, section.Key))).Order(StringComparer.Ordinal));

    [Fact]
    public void The_example_file_is_accepted_in_production()
    {
        var key = Path.Combine(Path.GetTempPath(), $"dkim-{Guid.NewGuid():n}.pem");
        try
        {
            using (var rsa = System.Security.Cryptography.RSA.Create(2048)) File.WriteAllText(key, rsa.ExportPkcs8PrivateKeyPem());
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(Repository.Path("appsettings.example.json"))
                .AddInMemoryCollection(new Dictionary<string, string?> { ["Mail:Dkim:KeyFile"] = key })
                .Build();
            Should.NotThrow(() => Settings.Check(configuration, new SettingsTests.NamedEnvironment("Production"), new Version(10, 0, 12)));
        }
        finally { File.Delete(key); }
    }

    [Fact]
    public void Every_setting_of_the_example_file_has_a_comment_above_it()
    {
        var lines = File.ReadAllLines(Repository.Path("appsettings.example.json")).Select(line => line.Trim()).ToList();
        var keys = lines.Select((line, number) => (line, number)).Where(pair => pair.line.StartsWith('"')).ToList();
        keys.Count.ShouldBeGreaterThan(30);
        keys.Where(pair => !lines[pair.number - 1].StartsWith("//", StringComparison.Ordinal)).Select(pair => pair.line).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("appsettings.Development.json")]
    public void The_files_that_ship_hold_only_known_settings(string file)
    {
        using var document = JsonDocument.Parse(Repository.Read("src", "Campaigns.Web", file));
        Keys(document.RootElement, "").Where(key => !key.StartsWith("Logging:", StringComparison.Ordinal))
            .Except(OtherKeys.Concat(Settings.Sections.SelectMany(section => Keys(section.Value, section.Key)))).ShouldBeEmpty();
    }

    [Fact]
    public void What_ships_for_production_holds_no_secret()
    {
        using var document = JsonDocument.Parse(Repository.Read("src", "Campaigns.Web", "appsettings.json"));
        Keys(document.RootElement, "").Where(key => key.Contains("Password", StringComparison.OrdinalIgnoreCase) || key.Contains("Key", StringComparison.Ordinal)).ShouldBeEmpty();
        document.RootElement.GetRawText().ShouldNotContain("Password");
    }

    private static JsonElement Document() =>
        JsonDocument.Parse(Repository.Read("appsettings.example.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }).RootElement;

    private static IEnumerable<string> Keys(JsonElement element, string path) =>
        element.ValueKind is JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(property => Keys(property.Value, path == "" ? property.Name : $"{path}:{property.Name}"))
            : [path];

    private static IEnumerable<string> Keys(Type options, string path) =>
        SectionCheck.Settable(options).SelectMany(property => SectionCheck.IsNested(property.PropertyType)
            ? Keys(property.PropertyType, $"{path}:{property.Name}")
            : [$"{path}:{property.Name}"]);
}
