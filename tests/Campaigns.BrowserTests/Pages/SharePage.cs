using Microsoft.Playwright;

namespace Campaigns.BrowserTests.Pages;

/// <summary>The share step as a person uses it.</summary>
internal sealed class SharePage(IPage page)
{
    public Task OpenAsync(SeededCampaign campaign) => page.GotoAsync($"{campaign.Path}/act/share");

    public ILocator Network(string name) => page.Locator("#networks").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private ILocator Words => page.GetByRole(AriaRole.Textbox, new() { Name = "Your message", Exact = true });

    public Task<string> WordsAsync() => Words.InputValueAsync();

    public Task WriteAsync(string words) => Words.FillAsync(words);

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task<string> LinkAsync() => page.Locator("#mine").InputValueAsync();

    /// <summary>Opens a network: with script in one press, without it in two. Answers where the new tab was led, which is what the page shows as ready; nothing outside is ever asked.</summary>
    public async Task<string> OpenNetworkAsync(string name, bool isOnePress)
    {
        var led = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Heard(object? _, IRequest request)
        {
            if (request.IsNavigationRequest && !request.Url.Contains("//localhost", StringComparison.Ordinal)) led.TrySetResult(request.Url);
        }
        page.Context.Request += Heard;
        await page.Context.RouteAsync(url => !url.Contains("//localhost", StringComparison.Ordinal), route => route.FulfillAsync(new() { Body = "there", ContentType = "text/plain" }));
        if (!isOnePress) await Network(name).ClickAsync();
        var tab = await page.RunAndWaitForPopupAsync(() => (isOnePress ? Network(name) : Open(name)).ClickAsync());
        var url = await led.Task.WaitAsync(TimeSpan.FromSeconds(10));
        page.Context.Request -= Heard;
        await tab.CloseAsync();
        (await Open(name).GetAttributeAsync("href")).ShouldBe(url);
        page.Url.ShouldContain($"?ready={name.ToLowerInvariant()}");
        return url;
    }

    /// <summary>The link of what is ready.</summary>
    public ILocator Open(string name) => page.Locator("#ready").GetByRole(AriaRole.Link, new() { Name = $"Open {name}", Exact = true });

    public Task<string> ReadyAsync() => page.Locator("#ready-text").InnerTextAsync();
}
