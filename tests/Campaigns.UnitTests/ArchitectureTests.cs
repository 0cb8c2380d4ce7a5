using System.Text.RegularExpressions;
using Campaigns.Core;
using Campaigns.Web.Startup;

namespace Campaigns.UnitTests;

/// <summary>What the compiler does not enforce.</summary>
public sealed partial class ArchitectureTests
{
    [Fact]
    public void The_model_knows_nothing_of_the_web_besides_its_accounts() =>
        typeof(CampaignsDb).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !name.Contains("Identity", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Time_is_asked_of_the_clock_that_was_handed_in() =>
        Lines("src", ".cs").Concat(Lines("src", ".cshtml"))
            .Where(line => DirectClock().IsMatch(line)).ShouldBeEmpty();

    [Fact]
    public void Only_the_start_reads_configuration() =>
        Lines("src/Campaigns.Web/Features", ".cs").Concat(Lines("src/Campaigns.Web/Outside", ".cs")).Concat(Lines("src/Campaigns.Core", ".cs"))
            .Where(line => line.Contains("IConfiguration", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void No_page_shows_or_binds_an_entity()
    {
        var entities = typeof(CampaignsDb).GetProperties().Where(property => property.PropertyType.IsGenericType).Select(property => property.PropertyType.GetGenericArguments()[0]).ToHashSet();
        entities.Count.ShouldBeGreaterThan(20);
        var views = Repository.Files("src/Campaigns.Web/Features", ".cshtml").Select(file => (file, model: ModelLine().Match(File.ReadAllText(file)).Groups[1].Value)).Where(view => view.model != "").ToList();
        views.Count.ShouldBeGreaterThan(5);
        views.Where(view => entities.Any(entity => Regex.IsMatch(view.model, $@"(^|[.<,\s]){entity.Name}([>,?\s]|$)"))).ShouldBeEmpty();

        var actions = typeof(Settings).Assembly.GetTypes().Where(type => type.Name.EndsWith("Controller", StringComparison.Ordinal)).SelectMany(type => type.GetMethods());
        actions.SelectMany(action => action.GetParameters()).Where(parameter => entities.Contains(parameter.ParameterType)).ShouldBeEmpty();
    }

    /// <summary>A feature folder that another one builds upon, and why.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        // Signing writes deliveries and wakes the queue; the letters of the queue name the words of signing.
        ["Signing"] = ["Deliveries"],
        ["Letters"] = ["Deliveries"],
        // Whoever signed is told that the ask changed: the queue is woken.
        ["Launching"] = ["Deliveries"],
        // People change and take back themselves what signing wrote, by signing's own rules; their links leave by the queue.
        ["SelfService"] = ["Signing", "Deliveries"],
        // The second step and the first administrator are parts of signing in; the desk shows what exporting offers.
        ["SignIn"] = ["Admin"],
        ["Setup"] = ["SignIn", "Admin"],
        // The mails of accounts leave by the queue.
        ["People"] = ["Deliveries"],
        // What failed goes back to the queue.
        ["Home"] = ["Deliveries"],
        // Staff are told of a report: the queue is woken.
        ["Mistakes"] = ["Deliveries"],
        // Mended settings wake the queue.
        ["MailSettings"] = ["Deliveries"],
        ["Exporting"] = ["Admin"],
        ["Admin"] = ["Exporting"],
    };

    [Fact]
    public void A_feature_does_not_reach_into_another_feature()
    {
        var reaches = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Repository.Files("src/Campaigns.Web/Features", ".cs"))
        {
            var own = Path.GetRelativePath(Repository.Path("src/Campaigns.Web/Features"), file).Split('/')[0];
            foreach (Match use in FeatureUse().Matches(File.ReadAllText(file)))
                if (use.Groups[1].Value is var other && other != own && other != "Shared" && !Allowed.GetValueOrDefault(own, []).Contains(other))
                    reaches.Add($"{own} -> {other} in {Path.GetFileName(file)}");
        }
        reaches.ShouldBeEmpty();
    }

    [Fact]
    public void The_program_starts_in_at_most_sixty_lines() =>
        File.ReadAllLines(Repository.Path("src", "Campaigns.Web", "Program.cs")).Length.ShouldBeLessThanOrEqualTo(60);

    private static IEnumerable<string> Lines(string folder, string ending) =>
        Repository.Files(folder, ending).SelectMany(file => File.ReadAllLines(file).Select((line, number) => $"{Path.GetRelativePath(Repository.Root, file)}:{number + 1}: {line.Trim()}"));

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex DirectClock();

    [GeneratedRegex(@"^@model\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex ModelLine();

    [GeneratedRegex(@"Campaigns\.Web\.Features\.(\w+)")]
    private static partial Regex FeatureUse();
}
