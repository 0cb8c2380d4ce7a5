using System.Net;
using System.Text.RegularExpressions;

namespace Campaigns.IntegrationTests.Features.Editing;

/// <summary>What tests of the editor do: open a section as a browser without script, and post its form.</summary>
public abstract partial class EditingTest
{
    protected static string PathOf(Guid campaign, string section) => $"/admin/campaigns/{campaign}/edit/{section}";

    /// <summary>Posts a section with the revision that its page holds at this moment, unless the fields say another.</summary>
    protected static async Task<HttpResponseMessage> SaveAsync(HttpClient client, string path, Dictionary<string, string> fields)
    {
        var all = new Dictionary<string, string>(fields);
        all.TryAdd("Revision", await RevisionAsync(client, path));
        return await client.PostStaffFormAsync(path, path, all);
    }

    protected static async Task<string> RevisionAsync(HttpClient client, string path) =>
        Revision().Match(await client.GetStringAsync(path)) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"{path} holds no revision");

    protected static async Task<string> TextOf(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    protected static Dictionary<string, string> Ask(string headline = "Tell Harbour Council: keep the night ferry", string summary = "It stops in June. We ask the council to keep it.", string slug = "night-ferry") =>
        new() { ["Headline"] = headline, ["Summary"] = summary, ["Topic"] = "the night ferry", ["Slug"] = slug };

    [GeneratedRegex("name=\"Revision\" value=\"(\\d+)\"")]
    private static partial Regex Revision();
}
