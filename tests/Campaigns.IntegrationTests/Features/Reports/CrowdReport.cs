using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Campaigns.IntegrationTests.Features.Reports;

/// <summary>The program's figures, read from its two kinds of file into the same lines as the truth's.</summary>
internal static partial class CrowdReport
{
    /// <summary>Of <c>reach.csv</c>: part, of, figure, number, note, time.</summary>
    public static SortedDictionary<string, int> OfCsv(string csv)
    {
        var lines = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in csv.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Cells))
        {
            if (row[0] is "answer" or "drift" || row[3].Length == 0) continue;
            var of = row[0] == "variant" ? VariantOf(row[1].Split(',')[0], row[1]) : row[1];
            Add(lines, row[0], of, row[2], int.Parse(row[3], CultureInfo.InvariantCulture));
            if (row[6].Length > 0) Add(lines, row[0], of, $"{row[2]} % of {row[7]}", Tenths(double.Parse(row[6], CultureInfo.InvariantCulture)));
        }
        return lines;
    }

    /// <summary>Of <c>reach.json</c>.</summary>
    public static SortedDictionary<string, int> OfJson(string json)
    {
        var report = JsonDocument.Parse(json).RootElement;
        var lines = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Numbers(report.GetProperty("signatures"), "signatures", "", "created", "confirmed", "bounced", "withdrawn");
        if (report.GetProperty("shareStepShown") is { ValueKind: JsonValueKind.Number } shown) Add(lines, "share step", "", "shown", shown.GetInt32());
        foreach (var ladder in report.GetProperty("ladders").EnumerateArray())
        {
            var (step, channel) = (ladder.GetProperty("step").GetString()!.ToLowerInvariant(), ladder.GetProperty("channel").GetString()!.ToLowerInvariant());
            var way = ladder.GetProperty("way") is { ValueKind: JsonValueKind.String } told ? told.GetString() == "ourServer" ? " our server" : " own program" : "";
            var name = step == "share" ? $"share-{channel}" : step + way;
            Figures(ladder.GetProperty("figures"), "ladder", name);
            if (ladder.GetProperty("letters") is { ValueKind: JsonValueKind.Object } letters) Numbers(letters, "letters", name, "waiting", "failed", "uncertain", "suppressed", "cancelled", "bounced");
            foreach (var target in ladder.GetProperty("targets").EnumerateArray()) Figures(target.GetProperty("figures"), "target", $"{name}, {target.GetProperty("name").GetString()}");
        }
        foreach (var variant in report.GetProperty("variants").EnumerateArray())
        {
            var name = VariantOf(Dashed(variant.GetProperty("step").GetString()!), variant.GetProperty("beginning").GetString()!);
            Figures(variant.GetProperty("figures"), "variant", name);
            Numbers(variant, "variant", name, "texts", "customised");
        }
        foreach (var source in report.GetProperty("sources").EnumerateArray())
            Came(source, "source", source.GetProperty("source").GetString() is { Length: > 0 } named ? named : "(none)");
        foreach (var of in report.GetProperty("generations").EnumerateArray().Append(report.GetProperty("anyLink")))
        {
            var name = of.GetProperty("generation") is { ValueKind: JsonValueKind.Number } generation ? $"{generation.GetInt32()}" : "any link";
            Numbers(of, "generation", name, "visits", "robotVisits");
            Came(of, "generation", name);
        }
        foreach (var of in report.GetProperty("alike").EnumerateArray())
            foreach (var (figure, word) in ((string, string)[])[("texts", "texts"), ("lookedAt", "looked at"), ("alike", "nearly the same"), ("customised", "customised")])
                Add(lines, "alike", Dashed(of.GetProperty("step").GetString()!), word, of.GetProperty(figure).GetInt32());
        foreach (var day in report.GetProperty("days").EnumerateArray())
        {
            var name = day.GetProperty("day").GetString()!;
            Numbers(day, "day", name, "shown", "created", "confirmed");
            foreach (var starts in day.GetProperty("starts").EnumerateArray())
            {
                var (step, channel) = (starts.GetProperty("step").GetString()!.ToLowerInvariant(), starts.GetProperty("channel").GetString()!.ToLowerInvariant());
                foreach (var figure in (string[])["shown", "started"]) Add(lines, "day", name, $"{(step == "share" ? $"share-{channel}" : step)} {figure}", starts.GetProperty(figure).GetInt32());
            }
        }
        return lines;

        void Numbers(JsonElement of, string part, string name, params string[] figures)
        {
            foreach (var figure in figures)
                if (of.GetProperty(figure) is { ValueKind: JsonValueKind.Number } number) Add(lines, part, name, figure == "robotVisits" ? "robot visits" : Dashed(figure), number.GetInt32());
        }

        void Came(JsonElement row, string part, string of)
        {
            foreach (var (figure, word) in ((string, string)[])[("shown", "shown"), ("formsPosted", "forms posted"), ("created", "created"), ("confirmed", "confirmed"), ("started", "people who started"), ("selfReported", "people who self-reported"), ("proved", "people proved")])
                Add(lines, part, of, word, row.GetProperty("came").GetProperty(figure).GetInt32());
        }

        void Figures(JsonElement figures, string part, string name)
        {
            foreach (var figure in figures.EnumerateArray())
            {
                var rung = Dashed(figure.GetProperty("rung").GetString()!);
                if (figure.GetProperty("number") is { ValueKind: JsonValueKind.Number } number) Add(lines, part, name, rung, number.GetInt32());
                Add(lines, part, name, $"{rung} without a signature", figure.GetProperty("withoutPerson").GetInt32());
                if (figure.GetProperty("percentage") is var told && told.GetProperty("percent") is { ValueKind: JsonValueKind.Number } percent)
                    Add(lines, part, name, $"{rung} % of {Dashed(told.GetProperty("of").GetString()!)}", Tenths(percent.GetDouble()));
            }
        }
    }

    private static void Add(SortedDictionary<string, int> lines, string part, string of, string figure, int number)
    {
        if (number != 0) lines.Add($"{part}|{of}|{figure}", number);
    }

    private static int Tenths(double percent) => (int)Math.Round(percent * 10);

    private static string VariantOf(string step, string text) => $"{step} {Mark().Match(text).Value}";

    private static string Dashed(string camel) => string.Concat(camel.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static List<string> Cells(string row)
    {
        var cells = Cell().Matches(row).Select(cell => cell.Groups[1].Success ? cell.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Groups[2].Value).ToList();
        return cells;
    }

    [GeneratedRegex("V[123] (en|fr)")]
    private static partial Regex Mark();

    [GeneratedRegex("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")]
    private static partial Regex Cell();
}
