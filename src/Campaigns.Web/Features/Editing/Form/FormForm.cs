using System.ComponentModel.DataAnnotations;
using Campaigns.Core.Acting;
using Campaigns.Core.Targets;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Editing.Form;

/// <summary>What the sign form asks, what follows it, and which other sites may show it.</summary>
public sealed class FormForm : SectionForm, IValidatableObject
{
    public const int MostOrigins = 2_000;

    public bool AsksComment { get; set; }
    public TargetChoice TargetChoice { get; set; }
    public AreaFallback AreaFallback { get; set; }
    /// <summary>Place in the chain from 1 on; 0 for a step that is not offered.</summary>
    public int Tweet { get; set; }
    public int FacebookComment { get; set; }
    public int EmailTarget { get; set; }
    public int Share { get; set; }
    /// <summary>One a line; <c>*</c> for every site.</summary>
    [MaxLength(MostOrigins, ErrorMessage = "Shorten the list of sites to 2,000 characters")]
    public string? EmbedOrigins { get; set; }

    /// <summary>In their order; steps with the same place stand as listed here.</summary>
    public IReadOnlyList<Step> Steps =>
    [
        .. new (Step Step, int Place)[] { (Step.Tweet, Tweet), (Step.FacebookComment, FacebookComment), (Step.EmailTarget, EmailTarget), (Step.Share, Share) }
            .Where(step => step.Place > 0).OrderBy(step => step.Place).Select(step => step.Step),
    ];

    public IEnumerable<string> Origins => (EmbedOrigins ?? "").Split((char[])[' ', '\n', '\r', '\t', ','], StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Origins.Any(origin => origin is not "*" && OriginCheck.Normal(origin) is null))
            yield return new("Enter each site as https://ally.example, without a path, one a line", [nameof(EmbedOrigins)]);
        if (!Enum.IsDefined(TargetChoice) || !Enum.IsDefined(AreaFallback)) yield return new("Select how targets are chosen", [nameof(TargetChoice)]);
    }
}
