using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>The program on a real socket with its worker, for a browser.</summary>
public sealed class ListeningApps : Apps
{
    protected override void Configure(AppSetup setup)
    {
        setup.ListenWithWorker();
    }
}

/// <summary>Every visitor that a journey is walked as.</summary>
public static class Visitors
{
    public static TheoryData<Visitor> All => [.. new[] { 360, 1280 }.SelectMany(width => new[] { new Visitor(width, true), new Visitor(width, false) })];
}

public static class Checks
{
    /// <summary>What holds for every page at every width: WCAG 2.2 AA as far as axe sees, one heading, nothing wider than the screen.</summary>
    public static async Task ShouldBeSoundAsync(this IPage page, Visitor visitor)
    {
        await KeepPictureAsync(page, visitor);
        (await page.Locator("h1").CountAsync()).ShouldBe(1, $"h1 on {page.Url}");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"sideways scrolling on {page.Url}");
        // Axe is script itself; without script the markup is the same.
        if (!visitor.HasScript) return;
        // Nor does script run in the frame of a preview, where axe would wait for ever; the page in it is walked by journeys of its own.
        await page.EvaluateAsync("document.querySelectorAll('iframe[sandbox]').forEach(frame => frame.remove())");
        var axe = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") });
        axe.Violations.Select(violation => $"{violation.Id}: {violation.Help} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty($"on {page.Url}");
        axe.Passes.ShouldNotBeEmpty();
    }

    // CAMPAIGNS_SCREENSHOTS names a folder for whoever wants to look at what the journeys saw.
    private static async Task KeepPictureAsync(IPage page, Visitor visitor)
    {
        if (Environment.GetEnvironmentVariable("CAMPAIGNS_SCREENSHOTS") is not { Length: > 0 } folder) return;
        var name = string.Concat($"{new Uri(page.Url).AbsolutePath} {await page.Locator("h1").First.InnerTextAsync()} {visitor}".Select(c => char.IsLetterOrDigit(c) ? c : '-'));
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
