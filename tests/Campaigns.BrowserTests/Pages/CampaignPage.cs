using Microsoft.Playwright;

namespace Campaigns.BrowserTests.Pages;

/// <summary>The public page of a campaign with its form.</summary>
public sealed class CampaignPage(IPage page)
{
    public ILocator Headline => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
    public ILocator Problems => page.GetByText("There is a problem");

    public Task OpenAsync(SeededCampaign campaign) => page.GotoAsync(campaign.Path);
    public Task TypeNameAsync(string name) => page.GetByLabel("Full name").FillAsync(name);
    public Task TypeEmailAsync(string email) => page.GetByLabel("Email", new() { Exact = true }).FillAsync(email);
    public Task ChooseCountryAsync(string country) => page.GetByLabel("Country", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = country });
    public Task WantUpdatesAsync() => page.GetByLabel("Yes, keep me posted").CheckAsync();
    public Task SignAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Sign the petition" }).ClickAsync();
    public Task<string> NameAsync() => page.GetByLabel("Full name").InputValueAsync();
    public Task<string> EmailAsync() => page.GetByLabel("Email", new() { Exact = true }).InputValueAsync();
}
