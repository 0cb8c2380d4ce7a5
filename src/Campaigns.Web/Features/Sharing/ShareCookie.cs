using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Campaigns.Core.Acting;
using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Sharing;

/// <summary>What a browser was offered to share under one campaign's text, and what became of it.</summary>
/// <param name="MessageId">Of the variant; null where there is none.</param>
/// <param name="Own">The person's own words in UTF-8, which stays short in every script; null while they keep the offered ones.</param>
/// <param name="Started">Through which channels they began to share.</param>
/// <param name="Variants">The variants of single networks that were shown; an empty id where the person wants their message for all instead.</param>
/// <param name="By">The signature whose words these are; null for a visitor's. The next person at the same browser neither reads nor shares them.</param>
public sealed record ShareMemory(Guid TextVersionId, Guid? MessageId, byte[]? Own, IReadOnlyList<Channel> Started, IReadOnlyDictionary<Channel, Guid>? Variants = null, Guid? By = null)
{
    [JsonIgnore]
    public string? Words => Own is null ? null : Encoding.UTF8.GetString(Own);

    /// <param name="words">At most <see cref="ShareWords.Longest"/> characters.</param>
    public ShareMemory With(string? words) => this with { Own = words is null ? null : Encoding.UTF8.GetBytes(words) };

    public ShareMemory With(Channel started) => Started.Contains(started) ? this : this with { Started = [.. Started, started] };

    public ShareMemory With(Channel channel, Guid variant) => this with { Variants = new Dictionary<Channel, Guid>(Variants ?? new Dictionary<Channel, Guid>()) { [channel] = variant } };

    /// <returns>Null for a network whose own variant was not shown yet; an empty id where it is not wanted.</returns>
    public Guid? VariantFor(Channel channel) => Variants is not null && Variants.TryGetValue(channel, out var variant) ? variant : null;
}

/// <summary>Keeps the words that a person is about to share until the browser closes, so that every network gets them without a script.</summary>
public sealed class ShareCookie(Seal seal)
{
    private const string Name = "share", SecureName = "__Host-share";

    /// <param name="by">Who asks; null for a visitor.</param>
    /// <returns>Null when nothing is known of them for this campaign's text.</returns>
    public ShareMemory? Read(HttpRequest request, PublicCampaign campaign, Guid? by)
    {
        if ((request.Cookies[SecureName] ?? request.Cookies[Name]) is not { } text || seal.Open(text) is not { } json) return null;
        try
        {
            var memory = JsonSerializer.Deserialize<ShareMemory>(json);
            return memory is { Started: not null } && memory.TextVersionId == campaign.TextVersionId && memory.By == by ? memory : null;
        }
        catch (JsonException) { return null; } // sealed for something else, or by another version of the program
    }

    public void Write(HttpContext http, ShareMemory memory) => Append(http, SecureName, Name, seal.Close(JsonSerializer.SerializeToUtf8Bytes(memory)), keeps: null);

    internal static void Append(HttpContext http, string secureName, string name, string value, TimeSpan? keeps) =>
        http.Response.Cookies.Append(http.Request.IsHttps ? secureName : name, value, new CookieOptions
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = keeps,
        });
}

/// <summary>Remembers a person's Mastodon server in their own browser. It holds the host name and nothing else.</summary>
public static class ServerCookie
{
    private const string Name = "mastodon", SecureName = "__Host-mastodon";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static string? Read(HttpRequest request) => MastodonServer.Normalise(request.Cookies[SecureName] ?? request.Cookies[Name]);

    public static void Write(HttpContext http, string server) => ShareCookie.Append(http, SecureName, Name, server, Kept);
}
