namespace Campaigns.Web.Features.Shared;

/// <summary>The sign form as the campaign page and the signing pages show it.</summary>
public sealed record SignFormPage
{
    public required string Slug { get; init; }
    /// <summary>"Dana Whitlock, Northwind".</summary>
    public required string TargetLine { get; init; }
    public required string Organisation { get; init; }
    /// <summary>False on pages whose <c>h1</c> already says it.</summary>
    public bool HasHeading { get; init; } = true;
    /// <summary>In another site's frame, where our pages could not show.</summary>
    public bool OpensNewTab { get; init; }
    public bool AsksPostcode { get; init; }
    public bool AsksComment { get; init; }
    public SignForm Values { get; init; } = new();
    /// <summary>Field name to sentence, in the order of the form; empty on first view.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>A likely address for a mistyped one; asked once.</summary>
    public string? Suggestion { get; init; }

    public string? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Sentence;
}

/// <param name="Field">Id of the control that the summary links to.</param>
public sealed record FieldError(string Field, string Sentence);
