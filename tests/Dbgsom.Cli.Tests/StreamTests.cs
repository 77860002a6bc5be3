using System.Diagnostics;

namespace Dbgsom.Cli.Tests;

/// <summary>Standard streams that are full or closed: they cost no map, and no crash.</summary>
public sealed class StreamTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Train = "train flowers.csv --columns long,wide --label-column kind --target-neurons 6 -o";

    [Theory]
    [InlineData("full", 0, "2>/dev/full")]
    [InlineData("closed", 0, "2>&-")]
    [InlineData("input", 0, "0<&-")]
    [InlineData("result", 1, ">/dev/full")]
    [InlineData("nothing", 1, ">&-")]
    [InlineData("both", 1, ">&- 2>&-")]
    [InlineData("json", 1, "--json >/dev/full")]
    public void A_map_is_saved_whatever_becomes_of_the_streams(string name, int code, string streams)
    {
        var result = Shell($"{Train} {name}.som.npz {streams}");
        Assert.Equal(code, result.ExitCode);
        work.Run("info", $"{name}.som.npz").Done();
        if (code != 0 && !streams.Contains("2>", StringComparison.Ordinal))
            Assert.Contains("standard output cannot be written", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("info absent.som.npz 2>/dev/full", "")]
    [InlineData("info absent.som.npz 2>&-", "")]
    [InlineData("train - -o x.som.npz 0<&-", "standard input is closed")]
    [InlineData("predict shapes.som.npz shapes.npy >/dev/full", "standard output cannot be written")]
    [InlineData("predict shapes.som.npz shapes.npy >&-", "standard output cannot be written")]
    [InlineData("mixture shapes.som.npz shapes.npy >&-", "standard output cannot be written")]
    [InlineData("info shapes.som.npz --json >/dev/full", "standard output cannot be written")]
    public void An_error_is_one_line_and_a_code(string args, string said)
    {
        var result = Shell(args);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.True(result.Error.Count(c => c == '\n') <= 1, result.Error);
    }

    private ToolResult Shell(string args)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is a device of Linux");
        string tool = Path.Combine(AppContext.BaseDirectory, "Dbgsom.Cli");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec '{tool}' {args}"])
        {
            WorkingDirectory = work.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the tool does not end: {args}");
        }
        return new ToolResult(process.ExitCode, output.Result, error.Result);
    }
}
