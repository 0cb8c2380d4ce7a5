using Campaigns.Web.Features.Shared;
using Campaigns.Web.Startup;

namespace Campaigns.Web.Features.Setup;

/// <summary>The form of the organisation, in the setup and in the settings.</summary>
public sealed record OrganisationPage
{
    public required OrganisationForm Form { get; init; }
    public required IReadOnlyList<TimeZoneRow> Zones { get; init; }
    public required ConfiguredFields Configured { get; init; }
    /// <summary>That the sample shows, <c>#rrggbb</c>.</summary>
    public required string Colour { get; init; }
    public required OrganisationFacts Now { get; init; }
    /// <summary>That stands in the form.</summary>
    public required OrganisationLogo? Logo { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>What a colleague saved meanwhile, by the name of the field; null without a conflict.</summary>
    public IReadOnlyDictionary<string, string>? Theirs { get; init; }
    public string SavedBy { get; init; } = "";
    public bool WasSaved { get; init; }
    /// <summary>Whoever looks hid the list of first steps.</summary>
    public bool HidesFirstSteps { get; init; }

    public OrganisationField Field(string name, string label, string? value, int most, string? hint = null, int rows = 1, string type = "text", string dir = "auto", bool optional = true) => new()
    {
        Id = IdOf(name), Name = name, Label = label, Value = value, Most = most, Hint = hint, Rows = rows, Type = type, Dir = dir, IsOptional = optional,
        Key = Configured.KeyOf(name), Error = Errors.For(IdOf(name)), Theirs = TheirsOf(name),
    };

    public OrganisationTheirs? TheirsOf(string name) => Theirs?.GetValueOrDefault(name) is { } text ? new(SavedBy, text) : null;

    public static string IdOf(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

/// <summary>One field as the partial <c>_OrganisationField</c> draws it.</summary>
public sealed record OrganisationField
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Label { get; init; }
    public required string? Value { get; init; }
    public required int Most { get; init; }
    public required string? Hint { get; init; }
    public required int Rows { get; init; }
    public required string Type { get; init; }
    public required string Dir { get; init; }
    public required bool IsOptional { get; init; }
    /// <summary>The setting that holds it, so that it is only shown; null where it is free.</summary>
    public required string? Key { get; init; }
    public required string? Error { get; init; }
    public required OrganisationTheirs? Theirs { get; init; }
}

/// <param name="By">Empty when that account is gone.</param>
public sealed record OrganisationTheirs(string By, string Text);
