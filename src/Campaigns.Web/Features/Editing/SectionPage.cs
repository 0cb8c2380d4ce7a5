using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Editing;

/// <summary>A section with its form.</summary>
public abstract record SectionPage
{
    public required SectionDesk Desk { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>What a colleague saved meanwhile, by the name of the field, where it differs from what was posted; null without a conflict.</summary>
    public IReadOnlyDictionary<string, string>? Theirs { get; init; }
    /// <summary>The form holds what this person typed earlier and did not save.</summary>
    public bool IsUnsaved { get; init; }
    public bool WasSaved { get; init; }
    /// <summary>It was to be saved, and somebody had taken the section over.</summary>
    public bool IsLost { get; init; }
    /// <summary>What a section shows beside its form: its own record, see its view.</summary>
    public object? Beside { get; init; }

    /// <summary>A text field of the form, for the partial <c>_Field</c>.</summary>
    /// <param name="name">The property: <c>Headline</c>.</param>
    /// <param name="most">Characters.</param>
    public FieldView Field(string name, string label, string? value, int most, string? hint = null, int rows = 1, bool optional = false, string type = "text", string? dir = "auto", bool markdown = false, bool claims = false) => new()
    {
        Id = char.ToLowerInvariant(name[0]) + name[1..], Name = name, Label = label, Value = value, Most = most, Hint = hint, Rows = rows, IsOptional = optional, Type = type, Dir = dir, IsMarkdown = markdown, HasClaims = claims,
        Error = Errors.For(char.ToLowerInvariant(name[0]) + name[1..]), Theirs = Theirs?.GetValueOrDefault(name), TheirName = Desk.SavedBy?.Name,
    };
}

public sealed record SectionPage<TForm> : SectionPage where TForm : SectionForm
{
    public required TForm Form { get; init; }
}

/// <summary>One field as the partial <c>_Field</c> draws it.</summary>
public sealed record FieldView
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Label { get; init; }
    public required string? Value { get; init; }
    public required int Most { get; init; }
    public required string? Hint { get; init; }
    public required int Rows { get; init; }
    public required bool IsOptional { get; init; }
    public required string Type { get; init; }
    public required string? Dir { get; init; }
    /// <summary>BCP 47, where it is not the language of the page.</summary>
    public string? Lang { get; init; }
    /// <summary>Gets the small toolbar.</summary>
    public required bool IsMarkdown { get; init; }
    /// <summary>The toolbar also marks claims.</summary>
    public required bool HasClaims { get; init; }
    public required string? Error { get; init; }
    public required string? Theirs { get; init; }
    public required string? TheirName { get; init; }
}
