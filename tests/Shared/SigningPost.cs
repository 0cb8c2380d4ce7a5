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

    public static Task<HttpResponseMessage> SignAsync(this HttpClient client, SeededCampaign campaign, Dictionary<string, string>? form = null) =>
        client.PostAsync(campaign.SignPath, new FormUrlEncodedContent(form ?? Form()));
}
