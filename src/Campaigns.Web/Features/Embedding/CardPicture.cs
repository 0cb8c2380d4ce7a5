using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Embedding;

/// <summary>Draws a card with librsvg, whose text goes through Pango: shaped, in the right direction, with the fonts of the machine for every script.</summary>
/// <remarks>A process for each picture: no shell, nothing but our SVG on its input, an empty environment, little time and little output.</remarks>
internal static class CardPicture
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int MostBytes = 4 * 1024 * 1024;

    /// <param name="patience">For each of two or three runs.</param>
    /// <returns>PNG, <see cref="ShareCard.Width"/> by <see cref="ShareCard.Height"/>.</returns>
    /// <exception cref="CardNotDrawnException">The program failed, answered something else or took too long.</exception>
    public static async Task<byte[]> DrawAsync(string program, ShareCard card, TimeSpan patience)
    {
        var drawing = new CardDrawing(card);
        var shrink = new Dictionary<string, double>();
        var svg = drawing.ToSvg(shrink);
        foreach (var (id, room) in drawing.PerhapsTooWide())
            if (await WidthAsync(program, svg, id, patience) is var width && width > room) shrink[id] = room / (double)width;
        if (shrink.Count > 0) svg = drawing.ToSvg(shrink);

        var png = await RunAsync(program, ["--format=png"], svg, patience);
        return SizeOf(png) is (ShareCard.Width, ShareCard.Height) ? png : throw new CardNotDrawnException("a picture of another size");
    }

    /// <summary>How wide the fonts make one part of the drawing: alone, it becomes a picture of its own size.</summary>
    private static async Task<int> WidthAsync(string program, string svg, string id, TimeSpan patience) =>
        SizeOf(await RunAsync(program, ["--format=png", $"--export-id={id}"], svg, patience)).Width;

    private static async Task<byte[]> RunAsync(string program, string[] arguments, string svg, TimeSpan patience)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // It gets no password that the environment of this process may hold.
        start.Environment.Clear();
        (start.Environment["PATH"], start.Environment["LANG"], start.Environment["XDG_CACHE_HOME"]) = ("/usr/bin:/bin", "C.UTF-8", Path.Combine(Path.GetTempPath(), "campaigns-cards"));

        using var time = new CancellationTokenSource(patience);
        using var process = Start(start);
        try
        {
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, time.Token);
            var input = WriteAsync(process, svg, time.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, time.Token);
            await Task.WhenAll(input, errors, process.WaitForExitAsync(time.Token));
            return process.ExitCode == 0 ? output : throw new CardNotDrawnException($"exit code {process.ExitCode}");
        }
        catch (OperationCanceledException) { throw new CardNotDrawnException("no answer in time"); }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try { return Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception e) { throw new CardNotDrawnException($"it does not start: {e.Message}"); }
    }

    private static async Task WriteAsync(Process process, string svg, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(svg), ct);
            process.StandardInput.Close();
        }
        catch (IOException) { } // it reads no more: its exit code or its picture says why
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken ct)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await output.ReadAsync(buffer, ct) is > 0 and var length)
        {
            if (read.Length + length > MostBytes) throw new CardNotDrawnException("too large a picture");
            read.Write(buffer, 0, length);
        }
        return read.ToArray();
    }

    private static (int Width, int Height) SizeOf(byte[] png) =>
        png.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) && png.Length > 24
            ? (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)))
            : throw new CardNotDrawnException("no PNG");
}

/// <summary>Why there is no picture; the message holds no text of the campaign.</summary>
internal sealed class CardNotDrawnException(string message) : Exception(message);
