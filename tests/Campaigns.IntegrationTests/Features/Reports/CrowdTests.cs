using Campaigns.Core.Accounts;
using Campaigns.Core.Acting;
using Campaigns.Core.Reporting;

namespace Campaigns.IntegrationTests.Features.Reports;

public sealed class CrowdApps : Apps
{
    protected override void Configure(AppSetup setup) => setup.Services = Addresses.Add;
}

/// <summary>A crowd of two hundred with known behaviour, and every figure of the report beside what they know they did.</summary>
public sealed class CrowdTests(CrowdApps apps) : IClassFixture<CrowdApps>
{
    [Theory, OnBothDatabases]
    public async Task Every_figure_is_what_two_hundred_people_did(TestDatabase database)
    {
        var app = await apps.On(database);
        var crowd = await Crowd.GatherAsync(app);
        await crowd.LiveAsync();
        crowd.People.Count.ShouldBe(200);
        var analyst = await app.StaffClientAsync("analyst@opensquare.example", Roles.Analyst);

        ReportFilter[] filters =
        [
            new(), new() { From = crowd.Days[0], To = crowd.Days[0] }, new() { From = crowd.Days[1] }, new() { Language = "en" }, new() { Language = "fr" }, new() { Source = "" }, new() { Source = "newsletter" },
            new() { Source = "share-whatsapp" }, new() { Step = Step.Tweet }, new() { Step = Step.Share, Channel = Channel.WhatsApp }, new() { From = crowd.Days[1], To = crowd.Days[1], Language = "fr", Source = "share-link" },
        ];
        foreach (var filter in filters)
        {
            var truth = new CrowdTruth(crowd, filter).Lines();
            if (filter == filters[0])
            {
                // A truth of noughts would fit a report of noughts.
                foreach (var rung in Enum.GetValues<Rung>()) truth.Keys.Any(key => key.StartsWith("ladder", StringComparison.Ordinal) && key.EndsWith($"|{(rung is Rung.SelfReported ? "self-reported" : rung.ToString().ToLowerInvariant())}", StringComparison.Ordinal) && truth[key] > 0).ShouldBeTrue($"nobody came as far as {rung}");
                foreach (var part in (string[])["letters|emailtarget our server|bounced", "signatures||bounced", "alike|facebook-comment|customised", "alike|facebook-comment|nearly the same"]) truth[part].ShouldBeGreaterThan(0, part);
                truth["alike|facebook-comment|nearly the same"].ShouldBeLessThan(truth["alike|facebook-comment|texts"]);
                crowd.People.Select(person => person.Generation).Distinct().Count().ShouldBe(4);
            }
            var what = filter.ToString();
            var reach = $"/admin/campaigns/{crowd.Campaign.Id}/reach";
            Differences(truth, CrowdReport.OfJson(await analyst.GetStringAsync($"{reach}.json{Query(filter)}"))).ShouldBeEmpty($"JSON, {what}");
            Differences(truth, CrowdReport.OfCsv(await analyst.GetStringAsync($"{reach}.csv{Query(filter)}"))).ShouldBeEmpty($"CSV, {what}");
        }
    }

    /// <summary>Every line that is not the same in both, with what each says.</summary>
    private static List<string> Differences(SortedDictionary<string, int> truth, SortedDictionary<string, int> report) =>
        [.. truth.Keys.Union(report.Keys).Order(StringComparer.Ordinal)
        .Select(key => (key, Truth: truth.GetValueOrDefault(key), Report: report.GetValueOrDefault(key))).Where(line => line.Truth != line.Report).Select(line => $"{line.key}: truth {line.Truth}, report {line.Report}")];

    private static string Query(ReportFilter filter)
    {
        var parts = new List<string>();
        if (filter.From is { } from) parts.Add($"from={from:yyyy-MM-dd}");
        if (filter.To is { } to) parts.Add($"to={to:yyyy-MM-dd}");
        if (filter.Language is { } language) parts.Add($"language={language}");
        if (filter.Source is { } source) parts.Add($"source={(source == "" ? "(none)" : source)}");
        if (filter.Step is { } step) parts.Add($"channel={step.ToString().ToLowerInvariant()}{(filter.Channel is { } channel ? $"-{channel.ToString().ToLowerInvariant()}" : "")}");
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
