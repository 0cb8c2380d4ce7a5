using System.Globalization;
using Microsoft.Playwright;

namespace Campaigns.BrowserTests.Pages;

/// <summary>A person without a mouse: everything is reached by Tab, in the order of the page.</summary>
public sealed class Keyboard(IPage page)
{
    private const int MostStops = 150;

    /// <summary>Types into the field with this id, in place of what stands there.</summary>
    public async Task TypeAsync(string id, string text)
    {
        await TabToAsync("e => e.id === a", id);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Types a day into a date field, part after part in the order in which this browser shows them.</summary>
    public async Task TypeDayAsync(string id, DateOnly day)
    {
        await TabToAsync("e => e.id === a", id);
        foreach (var order in (string[])["ddMMyyyy", "MMddyyyy"])
        {
            await page.Keyboard.TypeAsync(day.ToString(order, CultureInfo.InvariantCulture));
            if (await page.InputValueAsync($"#{id}") == day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) return;
            await page.Keyboard.PressAsync("ArrowLeft");
            await page.Keyboard.PressAsync("ArrowLeft");
        }
        throw new ShouldAssertException($"{day} cannot be typed into {id} on {page.Url}");
    }

    public async Task ChooseAsync(string id, string option)
    {
        await TabToAsync("e => e.id === a", id);
        await page.Keyboard.TypeAsync(option);
    }

    /// <summary>Picks one of a group of radio buttons with the arrow keys.</summary>
    public async Task PickAsync(string name, string value)
    {
        await TabToAsync("e => e.name === a", name);
        var wanted = page.Locator($"input[name=\"{name}\"][value=\"{value}\"]");
        for (var at = 0; at < 10 && !await wanted.IsCheckedAsync(); at++) await page.Keyboard.PressAsync(at == 0 ? "Space" : "ArrowDown");
        (await wanted.IsCheckedAsync()).ShouldBeTrue($"{name} {value}");
    }

    /// <summary>Presses the link or button of the main part whose words these are.</summary>
    public async Task PressAsync(string words)
    {
        await TabToAsync("e => e.matches('a, button, summary') && e.closest('main') && e.innerText.trim() === a", words);
        var before = await page.EvaluateAsync<double>("performance.timeOrigin");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("before => performance.timeOrigin !== before && document.readyState === 'complete'", before);
    }

    private async Task TabToAsync(string test, string argument)
    {
        for (var at = 0; at < MostStops; at++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>($"a => {{ const e = document.activeElement; return !!e && e !== document.body && !!({test})(e); }}", argument)) return;
        }
        throw new ShouldAssertException($"No Tab leads to “{argument}” on {page.Url}");
    }
}
