using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Campaigns.Core.Signing;
using CsvHelper;
using Microsoft.Extensions.Localization;

namespace Campaigns.Web.Features.Editing.Targets;

/// <param name="Line">In the file, from 1; the names of the columns stand in line 1.</param>
/// <param name="Problems">Sentences in the language of the interface; empty for a row that can be taken.</param>
public sealed record TargetFileRow(int Line, TargetForm Form, IReadOnlyList<string> Problems);

/// <param name="Problem">Why nothing of it can be read; null when it can.</param>
/// <param name="LeftOut">Columns that nobody knows, as they are named.</param>
public sealed record TargetFile(string? Problem, IReadOnlyList<TargetFileRow> Rows, IReadOnlyList<string> LeftOut);

/// <summary>Reads a table of targets as spreadsheets save it: commas, semicolons or tabs, any line ends, with or without a mark of order.</summary>
public static class ReadTargetFile
{
    public const int MostBytes = 1024 * 1024, MostRows = 2_000, MostCell = 4_000;

    private static readonly Dictionary<string, string> Columns = new()
    {
        ["name"] = nameof(TargetForm.Name), ["role"] = nameof(TargetForm.Role), ["organisation"] = nameof(TargetForm.Organisation), ["organization"] = nameof(TargetForm.Organisation),
        ["salutation"] = nameof(TargetForm.Salutation), ["email"] = nameof(TargetForm.Email), ["mail"] = nameof(TargetForm.Email), ["x"] = nameof(TargetForm.XHandle), ["xhandle"] = nameof(TargetForm.XHandle),
        ["twitter"] = nameof(TargetForm.XHandle), ["facebook"] = nameof(TargetForm.FacebookUrl), ["facebookpage"] = nameof(TargetForm.FacebookUrl), ["facebookurl"] = nameof(TargetForm.FacebookUrl),
        ["country"] = nameof(TargetForm.Country), ["postcodes"] = nameof(TargetForm.Area), ["postcode"] = nameof(TargetForm.Area), ["area"] = nameof(TargetForm.Area),
        ["language"] = nameof(TargetForm.Language), ["timezone"] = nameof(TargetForm.TimeZone), ["state"] = "",
    };

    /// <returns>Null for bytes that are no text in UTF-8 or UTF-16.</returns>
    public static string? TextOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes switch
            {
                [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes[2..]),
                [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes[2..]),
                _ => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes),
            };
        }
        catch (DecoderFallbackException) { return null; }
    }

    /// <param name="languages">Of the campaign, the original first: the others may have a column for the role, such as <c>role (fr)</c>.</param>
    public static TargetFile Run(string text, IReadOnlyList<string> languages, IStringLocalizer<Texts> texts)
    {
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Replace('\v', '\n').Replace('\f', '\n');
        if (string.IsNullOrWhiteSpace(text)) return No(texts["The file is empty"]);
        if (text.IndexOfAny(['\0', '\uFFFD']) is >= 0 and var at) return No(texts["Line {0} holds characters that are no text. Save the table as CSV UTF-8", 1 + text.AsSpan(0, at).Count('\n')]);

        var broken = new SortedSet<long>();
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false, Separator = DelimiterOf(text), TrimWhitespace = true, SkipEmptyLines = true, TrackLineNumbers = true, DetectSeparatorHint = false,
            OnMalformedRecord = record => broken.Add(record.LineNumber),
        });
        if (!csv.Read()) return No(texts["The file is empty"]);
        var names = Cells(csv).Select(name => name.Trim()).ToList();
        var fields = names.ConvertAll(name => FieldOf(name, languages));
        if (!fields.Contains(nameof(TargetForm.Name))) return No(texts["The first row names the columns, and one of them is “name”. It has: {0}", Shortened(string.Join(", ", names))]);
        if (fields.Where(field => field is { Length: > 0 }).GroupBy(field => field).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return No(texts["Two columns say the same: {0}", Shortened(string.Join(", ", names.Where((_, n) => fields[n] == twice.Key)))]);

        var rows = new List<TargetFileRow>();
        while (csv.Read())
        {
            var cells = Cells(csv);
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            if (rows.Count == MostRows) return No(texts["The file has more than {0} rows. Split it", MostRows.ToString("N0", CultureInfo.CurrentCulture)]);
            rows.Add(RowOf((int)csv.LineNumber, cells, fields, texts));
        }
        // An open quotation mark takes the rows after it for one cell.
        if (broken.Count > 0) return No(texts["A quotation mark in line {0} is not closed, or stands within a cell. Double it there", broken.Min]);
        if (rows.Count == 0) return No(texts["The file names columns and has no rows under them"]);
        return new TargetFile(null, Unlike(rows, texts), [.. names.Where((name, n) => fields[n] is null && name.Length > 0).Select(Shortened)]);

        static TargetFile No(LocalizedString problem) => new(problem.Value, [], []);
    }

    private static string[] Cells(CsvReader csv) => [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];

    private static TargetFileRow RowOf(int line, string[] cells, List<string?> fields, IStringLocalizer<Texts> texts)
    {
        var form = new TargetForm();
        var problems = new List<string>();
        if (cells.Skip(fields.Count).Any(cell => !string.IsNullOrWhiteSpace(cell))) problems.Add(texts["It has more cells than there are columns. Put quotation marks around a cell that holds the separator"].Value);
        for (var n = 0; n < Math.Min(cells.Length, fields.Count); n++)
        {
            if (cells[n].Length > MostCell) problems.Add(texts["A cell is longer than {0} characters", MostCell.ToString("N0", CultureInfo.CurrentCulture)].Value);
            else if (fields[n] is { Length: > 0 } field) Put(form, field, Plain(cells[n]));
        }
        var found = new List<ValidationResult>();
        var isSound = Validator.TryValidateObject(form, new ValidationContext(form), found, validateAllProperties: true);
        if (!isSound) problems.AddRange(found.Select(problem => texts[problem.ErrorMessage!].Value));
        return new TargetFileRow(line, form, [.. problems.Distinct()]);
    }

    private static void Put(TargetForm form, string field, string value)
    {
        if (field.StartsWith("Roles:", StringComparison.Ordinal)) form.Roles[field[6..]] = value;
        else typeof(TargetForm).GetProperty(field)!.SetValue(form, value);
    }

    /// <summary>What our own download put before a cell that a spreadsheet would run is taken off again; the cell is checked as it then stands.</summary>
    private static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    /// <summary>A row that repeats name and address of an earlier one would undo it.</summary>
    private static List<TargetFileRow> Unlike(List<TargetFileRow> rows, IStringLocalizer<Texts> texts)
    {
        var first = new Dictionary<(string, string), int>();
        return rows.ConvertAll(row =>
        {
            if (row.Problems.Count > 0 || first.TryAdd(KeyOf(row.Form.Name, row.Form.Email), row.Line)) return row;
            return row with { Problems = [texts["Line {0} has the same name and address", first[KeyOf(row.Form.Name, row.Form.Email)]].Value] };
        });
    }

    /// <summary>What makes a target the same one.</summary>
    internal static (string Name, string Email) KeyOf(string? name, string? email) => ((name ?? "").Trim().ToUpperInvariant(), (email ?? "").Trim().ToUpperInvariant());

    private static string? FieldOf(string name, IReadOnlyList<string> languages)
    {
        var word = string.Concat(name.ToLowerInvariant().Where(char.IsLetterOrDigit));
        if (Columns.TryGetValue(word, out var field)) return field;
        // "role (fr)"
        return word.StartsWith("role", StringComparison.Ordinal) && languages.FirstOrDefault(language => language == word[4..]) is { } found ? found == languages[0] ? nameof(TargetForm.Role) : $"Roles:{found}" : null;
    }

    private static char DelimiterOf(string text)
    {
        var header = text.TrimStart('\n');
        header = header[..(header.IndexOf('\n') is >= 0 and var end ? end : header.Length)];
        return ",;\t".MaxBy(delimiter => header.Count(c => c == delimiter));
    }

    private static string Shortened(string text) => !TextRules.IsOneLine(text) ? "…" : text.Length <= 120 ? text : text[..119] + "…";
}
