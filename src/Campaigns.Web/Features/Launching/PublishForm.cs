using Campaigns.Core.Content;

namespace Campaigns.Web.Features.Launching;

/// <summary>What kind of change it is, why, and who is told.</summary>
public sealed class PublishForm
{
    public const int MostReason = 500;

    /// <summary>Spelling, Wording or Ask; asked only when headline, summary or story differ.</summary>
    public TextChange? Kind { get; set; }
    /// <summary>By language, in public words.</summary>
    public Dictionary<string, string?> Reasons { get; set; } = [];
    /// <summary>The reason stands on top of the page and in the timeline.</summary>
    public bool IsCorrection { get; set; }
    /// <summary>When the ask changes: whether everybody who signed gets both texts.</summary>
    public bool Tell { get; set; } = true;
    /// <summary>What the page showed: nothing is published that nobody looked at.</summary>
    public string? Seen { get; set; }

    public string? ReasonIn(string language) => Reasons.GetValueOrDefault(language)?.ReplaceLineEndings(" ").Trim() is { Length: > 0 } reason ? reason : null;
}
