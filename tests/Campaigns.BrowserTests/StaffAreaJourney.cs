using System.Text.RegularExpressions;
using Campaigns.BrowserTests.Pages;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>An administrator follows every link of the staff area, with the demonstration's campaigns in it.</summary>
public sealed partial class StaffAreaJourney(ReachJourney.WithDemonstration apps, Browser browser) : IClassFixture<ReachJourney.WithDemonstration>
{
    private const int Most = 200;

    public static TheoryData<Visitor> Everybody => [new Visitor(360, true), new Visitor(1280, true)];

    [Theory, MemberData(nameof(Everybody))]
    public async Task Every_page_that_a_link_leads_to_is_sound(Visitor visitor)
    {
        var app = await apps.On(TestDatabase.Sqlite);
        await ReachJourney.SeedAsync(app);
        var page = await browser.OpenAsync(app, visitor);
        await new StaffPages(page).SignInAsync();

        List<string> left = ["/admin"], faults = [];
        HashSet<string> seen = [ShapeOf("/admin")];
        for (var at = 0; at < left.Count && at < Most; at++)
        {
            var answer = await page.GotoAsync(left[at]);
            answer!.Status.ShouldBe(200, left[at]);
            try { await page.ShouldBeSoundAsync(visitor); }
            catch (ShouldAssertException fault) { faults.Add(fault.Message); }
            foreach (var link in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]:not([download])')].map(a => a.getAttribute('href'))"))
            {
                if (link.StartsWith("/admin", StringComparison.Ordinal) && !File().IsMatch(link) && seen.Add(ShapeOf(link))) left.Add(link);
            }
        }

        faults.ShouldBeEmpty();
        left.Count.ShouldBeInRange(30, Most);
        foreach (var part in (string[])["/edit/ask", "/edit/story", "/launch", "/reach", "/people", "/audit"]) left.ShouldContain(link => link.Contains(part), part);
    }

    /// <summary>One of many rows of a table stands for all of them.</summary>
    private static string ShapeOf(string link) => Id().Replace(link.Split('#')[0].Split('?')[0], "*");

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/claims/)[^/]+|(?<=/)\d+(?=/|$)")]
    private static partial Regex Id();

    [GeneratedRegex(@"\.(csv|json|atom|xlsx)|/export|/download")]
    private static partial Regex File();
}
