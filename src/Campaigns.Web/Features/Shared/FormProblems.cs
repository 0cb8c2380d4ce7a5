using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Shared;

/// <summary>What is wrong with a posted form, as the summary and the fields show it.</summary>
public static class FormProblems
{
    /// <summary>One sentence a field, in the order of the form; the sentences are keys of interface texts.</summary>
    public static IReadOnlyList<FieldError> Of(ModelStateDictionary state, IStringLocalizer texts) =>
        [.. state.Where(entry => entry.Value?.Errors.Count > 0).Select(entry => new FieldError(Id(entry.Key), texts[entry.Value!.Errors[0].ErrorMessage]))];

    public static string? For(this IReadOnlyList<FieldError> errors, string field) => errors.FirstOrDefault(error => error.Field == field)?.Sentence;

    private static string Id(string key) => key.Length == 0 ? "main" : char.ToLowerInvariant(key[0]) + key[1..];
}
