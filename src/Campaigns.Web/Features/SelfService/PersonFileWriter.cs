using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.SelfService;

/// <summary>Writes a person's data as a file: JSON as it is, CSV as one line for each value with the way to it, so that both hold the same.</summary>
internal static class PersonFileWriter
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Json(PersonFile file) => JsonSerializer.SerializeToUtf8Bytes(file, Options);

    public static async Task<byte[]> CsvAsync(PersonFile file, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var output = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        var csv = new CsvWriter(output);
        csv.WriteMark();
        foreach (var title in (string[])["where", "what", "value"]) csv.Cell(title);
        await csv.EndRowAsync(ct);
        foreach (var (where, what, value) in Lines("", JsonSerializer.SerializeToNode(file, Options)!.AsObject()))
        {
            csv.Cell(where);
            csv.Cell(what);
            csv.Cell(value);
            await csv.EndRowAsync(ct);
        }
        await csv.FlushAsync(ct);
        await output.CompleteAsync();
        return bytes.ToArray();
    }

    private static IEnumerable<(string Where, string What, string? Value)> Lines(string where, JsonObject node)
    {
        foreach (var (name, value) in node)
            if (value is JsonArray rows)
            {
                for (var at = 0; at < rows.Count; at++)
                    foreach (var line in Lines($"{where}{(where == "" ? "" : " ")}{name} {at + 1}", rows[at]!.AsObject())) yield return line;
            }
            else yield return (where, name, value?.ToString());
    }
}
