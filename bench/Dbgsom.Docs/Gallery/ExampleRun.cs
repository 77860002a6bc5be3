using System.Diagnostics;

namespace Dbgsom.Docs.Gallery;

/// <summary>What a run of an example left.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained of.</param>
/// <param name="Time">How long it ran, from start to end of the process, without being built.</param>
public sealed record ExampleRun(int ExitCode, string Output, string Error, TimeSpan Time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Builds and runs an example. Two at once would build the same projects twice into one folder: one after the other.</summary>
    public static ExampleRun Of(string root, Example example, string figures)
    {
        string file = Path.Combine(root, "gallery", example.Name + ".cs");
        var built = Dotnet(root, "build", "-c", "Release", "-v", "quiet", file);
        return built.ExitCode == 0
            ? Dotnet(root, "run", "--no-build", "-c", "Release", file, "--", figures)
            : built with
            {
                Error = built.Output + built.Error,
            };
    }

    private static ExampleRun Dotnet(string root, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nodes that wait for the next build would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Of the process that starts this one, such as the test runner.
        foreach (string variable in (string[])["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH"])
            start.Environment.Remove(variable);
        long began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} does not end");
        }
        return new ExampleRun(
            process.ExitCode,
            output.Result.ReplaceLineEndings("\n"),
            error.Result,
            Stopwatch.GetElapsedTime(began)
        );
    }
}
