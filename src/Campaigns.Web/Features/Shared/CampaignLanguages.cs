namespace Campaigns.Web.Features.Shared;

/// <summary>Languages in which a campaign can be written: wider than those that the interface speaks, which falls back to English beside them.</summary>
public static class CampaignLanguages
{
    /// <summary>BCP 47, lower case, the interface's own first.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "en", "fr", "es", "de", "ar", "bg", "ca", "cs", "cy", "da", "el", "et", "eu", "fa", "fi", "ga", "gl", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mk", "mt",
        "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "th", "tr", "uk", "ur", "vi", "zh",
    ];
}
