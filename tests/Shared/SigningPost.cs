namespace Campaigns.Testing;

/// <summary>What a browser posts from the sign form.</summary>
public static class SigningPost
{
    public static Dictionary<string, string> Form(string email = "ana@example.org", string name = "Ana Sousa", string updates = "yes", bool show = true) => new()
    {
        ["Name"] = name,
        ["Email"] = email,
        ["Country"] = "PT",
        ["Updates"] = updates,
        ["Show"] = show ? "true" : "false",
    };

    /// <summary>Opens the page behind a mailed link and presses its button, as it stands there: with the mark of the letters that it shows.</summary>
    public static async Task<HttpResponseMessage> PressConfirmAsync(this HttpClient client, string link)
    {
        var page = await client.GetStringAsync(link);
        var mark = System.Text.RegularExpressions.Regex.Match(page, "name=\"Letters\" value=\"([0-9A-F]*)\"").Groups[1].Value;
        return await client.PostAsync(link, new FormUrlEncodedContent([KeyValuePair.Create("Letters", mark)]));
    }

    public static Task<HttpResponseMessage> SignAsync(this HttpClient client, SeededCampaign campaign, Dictionary<string, string>? form = null) =>
        client.PostAsync(campaign.SignPath, new FormUrlEncodedContent(form ?? Form()));
}
