using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Campaigns.IntegrationTests.Features.Editing;

/// <summary>Posts forms with files as a browser without script does.</summary>
public static partial class Uploading
{
    /// <param name="page">Where the form stands: its token and revision are taken from there.</param>
    public static async Task<HttpResponseMessage> PostFileAsync(this HttpClient client, string page, string path, byte[]? file, Dictionary<string, string> fields, string name = "holiday.png", string type = "image/png")
    {
        var html = await client.GetStringAsync(page);
        using var content = new MultipartFormDataContent();
        if (Revision().Match(html) is { Success: true } revision && !fields.ContainsKey("Revision")) content.Add(new StringContent(revision.Groups[1].Value), "Revision");
        content.Add(new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken");
        foreach (var (field, value) in fields) content.Add(new StringContent(value), field);
        // A browser posts an empty part for a file field that was left alone.
        var part = new ByteArrayContent(file ?? []);
        part.Headers.ContentType = MediaTypeHeaderValue.Parse(file is null ? "application/octet-stream" : type);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"File\"; filename=\"{(file is null ? "" : name)}\"");
        content.Add(part);
        return await client.PostAsync(path, content);
    }

    [GeneratedRegex("name=\"Revision\" value=\"(\\d+)\"")]
    private static partial Regex Revision();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
