namespace Campaigns.Web.Features.Editing.Targets;

public sealed class TargetFileForm
{
    /// <summary>Pasted, or what was read from the file and is looked at.</summary>
    public string? Csv { get; set; }
    /// <summary>Of the plan that was shown; null asks for one.</summary>
    public string? Mark { get; set; }
    public IFormFile? File { get; set; }
}

public sealed record TargetFilePage
{
    public required SectionDesk Desk { get; init; }
    public string? Csv { get; init; }
    public string? Problem { get; init; }
    /// <summary>Null before there is something to look at.</summary>
    public TargetPlan? Plan { get; init; }
    public IReadOnlyList<string> LeftOut { get; init; } = [];
    /// <summary>Targets were changed between looking and pressing.</summary>
    public bool HasMoved { get; init; }
}
