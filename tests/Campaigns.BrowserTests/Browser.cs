using Microsoft.Playwright;

namespace Campaigns.BrowserTests;

/// <summary>Debian's Chromium, started once for all journeys; nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            // Root in a container has no user namespaces for the sandbox; the only pages opened are our own.
            Args = ["--no-sandbox"],
        });
    }

    /// <summary>A fresh profile of this width, with or without script.</summary>
    public async Task<IPage> OpenAsync(CampaignsApp app, Visitor visitor)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = app.Address,
            Locale = "en-GB",
            // As people send it: what calls itself headless is counted as a robot.
            UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            JavaScriptEnabled = visitor.HasScript,
            ViewportSize = new ViewportSize { Width = visitor.Width, Height = 800 },
            HasTouch = visitor.Width < 600,
        });
        context.SetDefaultTimeout(10_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>Who looks: how wide, and whether script runs.</summary>
public sealed record Visitor(int Width, bool HasScript)
{
    public override string ToString() => $"{Width} px, script {(HasScript ? "on" : "off")}";
}
