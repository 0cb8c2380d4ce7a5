using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Campaigns.Testing;

/// <summary>
/// A person at a browser without script: opens pages, follows our own redirects, fills in the forms that stand on the page and presses their
/// buttons. What a form holds is posted as it stands, so a field that a page forgets is missing here as well.
/// </summary>
public sealed class TestBrowser(HttpClient client)
{
    public const string People = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static readonly HtmlParser Parser = new();

    public HttpClient Client => client;
    /// <summary>Path and query of the page that is open.</summary>
    public string Path { get; private set; } = "/";
    public HttpStatusCode Status { get; private set; }
    public string Html { get; private set; } = "";
    public IHtmlDocument Page { get; private set; } = Parser.ParseDocument("");
    /// <summary>Where a link led away from our site; null while it did not.</summary>
    public string? LeftTo { get; private set; }

    /// <param name="agent">What it says it is; programs are told apart from people by it.</param>
    /// <param name="address">Network address, for an app made with <see cref="Addresses"/>.</param>
    public static TestBrowser Of(CampaignsApp app, string agent = People, string? address = null)
    {
        var client = app.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        if (address is not null) client.DefaultRequestHeaders.Add(Addresses.Header, address);
        return new TestBrowser(client);
    }

    public async Task<TestBrowser> OpenAsync(string path)
    {
        await ReadAsync(await client.GetAsync(path));
        return this;
    }

    /// <summary>Presses a button of the one form that has it.</summary>
    /// <param name="action">End of the form's address.</param>
    /// <param name="button">Its value, or null for a form whose button has no name.</param>
    /// <param name="typed">What the person changes; null takes a field away.</param>
    public async Task<TestBrowser> PressAsync(string action, string? button = null, params (string Field, string? Value)[] typed)
    {
        await ReadAsync(await client.PostAsync(ActionOf(Form(action, button)), new FormUrlEncodedContent(Fields(action, button, typed))));
        return this;
    }

    /// <summary>The fields that <see cref="PressAsync"/> would send.</summary>
    public List<KeyValuePair<string, string>> Fields(string action, string? button, params (string Field, string? Value)[] typed)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in Form(action, button).Elements)
            switch (element)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name } input when input.Type is "checkbox" or "radio":
                    if (input.IsChecked) fields.Add(new(name, input.Value));
                    break;
                case IHtmlInputElement { Name: { Length: > 0 } name } input: fields.Add(new(name, input.Value)); break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area: fields.Add(new(name, area.Value)); break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select: fields.Add(new(name, select.Value ?? "")); break;
            }
        if (button is not null && ButtonOf(Form(action, button), button)?.GetAttribute("name") is { } pressed) fields.Add(new(pressed, button));
        foreach (var (field, _) in typed) fields.RemoveAll(each => each.Key == field);
        fields.AddRange(typed.Where(each => each.Value is not null).Select(each => new KeyValuePair<string, string>(each.Field, each.Value!)));
        return fields;
    }

    /// <summary>Presses the first link that leads there.</summary>
    public async Task<TestBrowser> FollowAsync(Func<string, bool> leads)
    {
        var to = Links.FirstOrDefault(leads) ?? throw new InvalidOperationException($"{Path} has no such link; it has {string.Join(' ', Links)}");
        return await OpenAsync(to.Split('#')[0]);
    }

    public IEnumerable<string> Links => Page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!);

    public string? Value(string name) => Page.QuerySelector($"[name='{name}']") switch { IHtmlTextAreaElement area => area.Value, IHtmlInputElement input => input.Value, var other => other?.TextContent };

    private IHtmlFormElement Form(string action, string? button) =>
        Page.Forms.FirstOrDefault(form => ActionOf(form).Split('?', '#')[0].EndsWith(action, StringComparison.Ordinal) && (button is null || ButtonOf(form, button) is not null))
        ?? throw new InvalidOperationException($"{(int)Status} {Path} has no form {action} with the button {button}: {Page.QuerySelector("main")?.TextContent.Trim()}");

    private static IElement? ButtonOf(IHtmlFormElement form, string value) => form.QuerySelectorAll("button").FirstOrDefault(button => button.GetAttribute("value") == value);

    private static string ActionOf(IHtmlFormElement form) => form.GetAttribute("action") ?? "";

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        LeftTo = null;
        for (var hop = 0; hop < 8 && answer.Headers.Location is { } to; hop++)
        {
            var next = new Uri(answer.RequestMessage!.RequestUri!, to);
            if (next.Authority != answer.RequestMessage.RequestUri!.Authority)
            {
                LeftTo = next.ToString();
                return;
            }
            answer.Dispose();
            answer = await client.GetAsync(next.PathAndQuery);
        }
        using (answer)
        {
            (Status, Path) = (answer.StatusCode, answer.RequestMessage!.RequestUri!.PathAndQuery);
            Html = await answer.Content.ReadAsStringAsync();
            Page = Parser.ParseDocument(Html);
        }
    }
}
