using System.Globalization;

namespace Campaigns.Web.Features.Editing;

/// <summary>What differs between a form as somebody else saved it and as it was posted.</summary>
public static class Conflicts
{
    /// <returns>By the name of the field, what the other one wrote.</returns>
    public static IReadOnlyDictionary<string, string> Between<TForm>(TForm saved, TForm posted) where TForm : SectionForm =>
        typeof(TForm).GetProperties()
            .Where(property => property.Name is not (nameof(SectionForm.Revision) or nameof(SectionForm.Go)))
            .Select(property => (property.Name, Theirs: Text(property.GetValue(saved)), Mine: Text(property.GetValue(posted))))
            .Where(field => field.Theirs != field.Mine)
            .ToDictionary(field => field.Name, field => field.Theirs);

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text.ReplaceLineEndings("\n").Trim(),
        System.Collections.IEnumerable many => string.Join('\n', many.Cast<object?>().Select(Text)),
        IFormattable plain => plain.ToString(null, CultureInfo.CurrentCulture),
        _ => value.ToString() ?? "",
    };
}
