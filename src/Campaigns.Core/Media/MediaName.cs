using System.Globalization;
using System.Text.RegularExpressions;

namespace Campaigns.Core.Media;

/// <summary>
/// How an uploaded file is called: <c>4f0c…-1200x800.png</c>, <c>4f0c….pdf</c>. A picture's name says its size, so that a page leaves room for it
/// without asking for its row.
/// </summary>
public static partial class MediaName
{
    /// <summary>In front of the name, as pages and texts write it after the first stroke.</summary>
    public const string Folder = "media/";
    public const string Pattern = @"^[0-9a-f]{32}(-[1-9][0-9]{0,4}x[1-9][0-9]{0,4}\.(png|jpg|webp)|\.pdf)$";

    public static string Of(string random, CleanFile file) =>
        file is { Width: { } width, Height: { } height } ? string.Create(CultureInfo.InvariantCulture, $"{random}-{width}x{height}{file.Ending}") : random + file.Ending;

    /// <param name="path"><c>media/…</c></param>
    /// <returns>The name; null for every other path.</returns>
    public static string? In(string? path) => path?.StartsWith(Folder, StringComparison.Ordinal) is true && Name().IsMatch(path[Folder.Length..]) ? path[Folder.Length..] : null;

    /// <returns>Pixels; null for what is no uploaded picture.</returns>
    public static (int Width, int Height)? SizeOf(string? path) =>
        In(path) is { } name && name.Split('-', 'x', '.') is [_, var width, var height, _] ? (int.Parse(width, CultureInfo.InvariantCulture), int.Parse(height, CultureInfo.InvariantCulture)) : null;

    [GeneratedRegex(Pattern)]
    private static partial Regex Name();
}
