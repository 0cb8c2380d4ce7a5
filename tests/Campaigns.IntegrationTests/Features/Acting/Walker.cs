using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Campaigns.IntegrationTests.Features.Acting;

/// <summary>A person without script: opens pages, fills forms in as they stand, presses buttons, follows where they lead.</summary>
public sealed class Walker(CampaignsApp app)
{
    public HttpClient Client { get; } = app.Client();
    public IHtmlDocument Page { get; private set; } = null!;
    public HttpStatusCode Status { get; private set; }
    /// <summary>Path and query of the page.</summary>
    public string At { get; private set; } = "";
    public string Text => string.Join(' ', Page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    public string Heading => Page.QuerySelector("h1")!.TextContent.Trim();

    public async Task<Walker> OpenAsync(string path)
    {
        await ReadAsync(await Client.GetAsync(path), path);
        return this;
    }

    public string ValueOf(string field) => Page.QuerySelector(field) switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlInputElement input => input.Value,
        _ => throw new InvalidOperationException($"No {field} on {At}"),
    };

    public string? LinkOf(string words) => Page.QuerySelectorAll("a").FirstOrDefault(link => link.TextContent.Trim() == words)?.GetAttribute("href");

    public bool Has(string button) => ButtonOf(button) is not null;

    /// <summary>Presses the button of these words in its form, with the fields as they stand but for those that are given.</summary>
    public async Task<HttpResponseMessage> PressAsync(string button, params (string Field, string Value)[] typed)
    {
        var pressed = ButtonOf(button) ?? throw new InvalidOperationException($"No button {button} on {At}: {Text}");
        var form = pressed.Closest("form")!;
        var fields = FieldsOf(form).Where(field => typed.All(each => each.Field != field.Key)).ToList();
        fields.AddRange(typed.Select(each => KeyValuePair.Create(each.Field, each.Value)));
        if (pressed.GetAttribute("name") is { Length: > 0 } name) fields.Add(KeyValuePair.Create(name, pressed.GetAttribute("value") ?? ""));
        var path = form.GetAttribute("action")!;
        if (form.GetAttribute("method") != "post") return await ReadAsync(await Client.GetAsync(path += "?" + string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"))), path);
        return await ReadAsync(await Client.PostAsync(path, new FormUrlEncodedContent(fields)), path);
    }

    /// <summary>What pressing would post, for those who press twice.</summary>
    public (string Path, FormUrlEncodedContent Content) PostOf(string button, params (string Field, string Value)[] typed)
    {
        var pressed = ButtonOf(button)!;
        var form = pressed.Closest("form")!;
        var fields = FieldsOf(form).Where(field => typed.All(each => each.Field != field.Key)).Concat(typed.Select(each => KeyValuePair.Create(each.Field, each.Value))).ToList();
        if (pressed.GetAttribute("name") is { Length: > 0 } name) fields.Add(KeyValuePair.Create(name, pressed.GetAttribute("value") ?? ""));
        return (form.GetAttribute("action")!, new FormUrlEncodedContent(fields));
    }

    private IElement? ButtonOf(string words) => Page.QuerySelectorAll("button:not([aria-hidden])").FirstOrDefault(button => button.TextContent.Trim() == words);

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(IElement form) => form.QuerySelectorAll("input[name], textarea[name], select[name]").SelectMany<IElement, KeyValuePair<string, string>>(field => field switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement input => [KeyValuePair.Create(input.Name!, input.Value)],
        // A browser sends line ends as CRLF.
        IHtmlTextAreaElement area => [KeyValuePair.Create(area.Name!, area.Value.ReplaceLineEndings("\r\n"))],
        IHtmlSelectElement select => [KeyValuePair.Create(select.Name!, select.Value ?? "")],
        _ => [],
    });

    private async Task<HttpResponseMessage> ReadAsync(HttpResponseMessage answer, string path)
    {
        while (answer.StatusCode is HttpStatusCode.SeeOther)
        {
            path = answer.Headers.Location!.OriginalString;
            answer = await Client.GetAsync(path);
        }
        (Status, At) = (answer.StatusCode, path);
        Page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        return answer;
    }
}
