using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Campaigns.Web.Features.Shared;

/// <summary>
/// The one writer of CSV: UTF-8 with a byte order mark, RFC 4180, and no cell that a spreadsheet would run.
/// Every download goes through it. Memory stays constant: what is written waits for the reader's socket.
/// </summary>
public sealed class CsvWriter(PipeWriter output)
{
    private const int FlushAt = 32 * 1024;
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private bool _isFirstCell = true;
    private int _waiting;

    /// <summary>Tells spreadsheets that this is UTF-8.</summary>
    public void WriteMark() => Bytes([0xEF, 0xBB, 0xBF]);

    public void Cell(DateTime utc) => Cell(utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public void Cell(int? number) => Cell(number?.ToString(CultureInfo.InvariantCulture));

    public void Cell(string? text)
    {
        if (!_isFirstCell) Bytes(","u8);
        _isFirstCell = false;
        if (string.IsNullOrEmpty(text)) return;

        if (IsFormula(text[0])) text = "'" + text;
        // A leading or trailing blank is kept by every reader only within quotes.
        Text(text.AsSpan().ContainsAny(Quoted) || text[0] == ' ' || text[^1] == ' ' ? $"\"{text.Replace("\"", "\"\"")}\"" : text);
    }

    /// <summary>Ends the row and, when enough has gathered, waits until the reader has taken it.</summary>
    /// <returns>False when the reader has gone away.</returns>
    public async ValueTask<bool> EndRowAsync(CancellationToken ct)
    {
        Bytes("\r\n"u8);
        _isFirstCell = true;
        return _waiting < FlushAt || await FlushAsync(ct);
    }

    public async ValueTask<bool> FlushAsync(CancellationToken ct)
    {
        _waiting = 0;
        var result = await output.FlushAsync(ct);
        return !result.IsCompleted && !result.IsCanceled;
    }

    /// <summary>A spreadsheet takes a cell that begins so for a formula, and a formula may call out.</summary>
    private static bool IsFormula(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\0';

    private void Text(string text)
    {
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        Advance(Encoding.UTF8.GetBytes(text, span));
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        Advance(bytes.Length);
    }

    private void Advance(int count)
    {
        output.Advance(count);
        _waiting += count;
    }
}
