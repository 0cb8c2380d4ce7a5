using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Campaigns.Web.Startup;

/// <summary>Checks one section of settings against the class it is bound to, in words for the person who wrote the file.</summary>
internal static class SectionCheck
{
    public static List<string> ProblemsOf(IConfiguration configuration, string name, Type type)
    {
        var section = configuration.GetSection(name);
        List<string> problems = [.. ShapeProblems(section, type)];
        // What cannot be read cannot be judged further.
        if (problems.Count > 0) return problems;
        // The mail server does not matter while mail goes into a folder, and where none is named staff name one.
        if (type == typeof(SmtpOptions) && string.Equals(configuration["Mail:Transport"], nameof(MailTransportKind.Folder), StringComparison.OrdinalIgnoreCase)) return problems;

        var options = section.Get(type) ?? Activator.CreateInstance(type)!;
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        if (type == typeof(SmtpOptions) && !ConfiguredMail.NamesServer(configuration)) results.RemoveAll(result => result.MemberNames.Contains(nameof(SmtpOptions.Host)));
        return [.. results.Select(result => result.ErrorMessage!.TrimEnd('.'))];
    }

    /// <summary>Keys of this section that its options do not have, and values that are not of the option's kind.</summary>
    private static IEnumerable<string> ShapeProblems(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is not { SetMethod.IsPublic: true })
            {
                yield return $"{child.Path} is not a setting. Remove it or correct its name: {section.Path} has {string.Join(", ", Names(type))}";
                continue;
            }

            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (IsNested(kind)) foreach (var problem in ShapeProblems(child, kind)) yield return problem;
            else if (child.Value is { Length: > 0 } value && Expected(kind) is { } expected && !CanBe(kind, value)) yield return $"{section.Path}:{property.Name} must be {expected}";
        }
    }

    internal static IEnumerable<string> Names(Type type) => Settable(type).Select(property => property.Name);

    internal static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });

    internal static bool IsNested(Type type) => type.IsClass && type != typeof(string) && !type.IsArray;

    private static string? Expected(Type type) =>
        type.IsEnum ? string.Join(" or ", Enum.GetNames(type))
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) ? "a whole number"
        : null;

    private static bool CanBe(Type type, string value)
    {
        if (type.IsEnum) return Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase);
        try { return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null; }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException) { return false; }
    }
}
