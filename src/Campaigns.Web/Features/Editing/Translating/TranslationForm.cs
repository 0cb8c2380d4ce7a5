using System.Security.Cryptography;
using System.Text;
using Campaigns.Core.Content;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Campaigns.Web.Features.Editing.Translating;

/// <summary>
/// Texts of a translation as a browser posts them, by key. What stood there when the page was opened goes along as marks, so that a text
/// which nobody touched overwrites nothing, and one that a colleague changed meanwhile is shown beside it.
/// </summary>
public sealed class TranslationForm
{
    /// <summary>Texts on one page: a form holds so many fields.</summary>
    public const int PerPage = 100;
    private const string Prefix = "t.", OpenedName = "Opened";

    public Dictionary<string, string> Texts { get; } = [];
    /// <summary>By key, the marks of the translation and of the original as they were shown.</summary>
    public Dictionary<string, (string Own, string Original)> Opened { get; private set; } = [];
    /// <summary>The key of a text that is to be filled from the original; <c>*</c> for all that are empty.</summary>
    public string? Copy { get; private set; }
    /// <summary>The key of a text of which somebody says that it still fits.</summary>
    public string? Fits { get; private set; }
    /// <summary>How many texts stand on pages before this one.</summary>
    public int From { get; private set; }
    /// <summary><c>next</c> leads on.</summary>
    public string? Go { get; private set; }

    public static string NameOf(string key) => Prefix + key;

    public static TranslationForm Of(Translation translation, int from)
    {
        var form = new TranslationForm { From = from };
        foreach (var text in translation.Texts.Skip(from).Take(PerPage)) form.Put(text);
        return form;
    }

    public static TranslationForm Of(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var form = new TranslationForm();
        foreach (var (name, value) in fields)
            if (name.StartsWith(Prefix, StringComparison.Ordinal)) form.Texts[name[Prefix.Length..]] = Plain(value);
            else if (name is OpenedName) form.Opened = Read(value.ToString());
            else if (name is nameof(Copy)) form.Copy = value.ToString();
            else if (name is nameof(Fits)) form.Fits = value.ToString();
            else if (name is nameof(Go)) form.Go = value.ToString();
            else if (name is nameof(From) && int.TryParse(value, System.Globalization.NumberStyles.None, null, out var from)) form.From = from;
        return form;
    }

    public static async Task<TranslationForm> OfUnsavedAsync(string fields, CancellationToken ct)
    {
        using var reader = new FormReader(fields) { ValueCountLimit = 2 * PerPage, ValueLengthLimit = Startup.FormGuard.MaxLongBytes };
        return Of(await reader.ReadFormAsync(ct));
    }

    /// <summary>The text as it is saved now.</summary>
    public void Put(TranslatedText text) => (Texts[text.Key], Opened[text.Key]) = (text.Own, (Mark(text.Own), Mark(text.Original)));

    /// <summary>Whether somebody typed here: what is posted is not what was shown.</summary>
    public bool IsTouched(string key) => Texts.TryGetValue(key, out var typed) && Opened.TryGetValue(key, out var opened) && Mark(typed) != opened.Own;

    /// <summary>For a hidden field.</summary>
    public string OpenedMarks => string.Join(' ', Opened.Select(mark => $"{mark.Key}={mark.Value.Own}{mark.Value.Original}"));

    /// <summary>Eight letters that another text hardly has.</summary>
    public static string Mark(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(text))).AsSpan(0, 4));

    private static string Plain(StringValues text) => text.ToString().ReplaceLineEndings("\n").Trim();

    private static Dictionary<string, (string, string)> Read(string marks) => marks.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(mark => mark.Split('=')).Where(mark => mark is [_, { Length: 16 }]).DistinctBy(mark => mark[0]).ToDictionary(mark => mark[0], mark => (mark[1][..8], mark[1][8..]));
}
