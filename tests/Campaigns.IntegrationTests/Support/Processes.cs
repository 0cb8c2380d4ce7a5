using System.Diagnostics;

namespace Campaigns.IntegrationTests.Support;

/// <summary>Runs a program to its end.</summary>
public static class Processes
{
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="InvalidOperationException">It ended with an error; the message has what it said.</exception>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}{await error}");
    }
}
