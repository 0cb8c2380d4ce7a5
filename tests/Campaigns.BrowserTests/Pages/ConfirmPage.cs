using Microsoft.Playwright;

namespace Campaigns.BrowserTests.Pages;

/// <summary>Where the link of the confirmation mail leads.</summary>
public sealed class ConfirmPage(IPage page)
{
    public Task OpenAsync(ReceivedMail mail) => page.GotoAsync(mail.ConfirmPath);
    public Task ConfirmAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Yes, count my signature" }).ClickAsync();
    public Task NotMeAsync() => page.GetByRole(AriaRole.Button, new() { Name = "This wasn’t me" }).ClickAsync();
}
