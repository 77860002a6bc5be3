using System.Diagnostics;

namespace Dbgsom.Package.Tests;

/// <summary>What a program printed and how it ended.</summary>
internal sealed record Ended(int ExitCode, string Output)
{
    /// <summary>What it printed; fails the test if it did not end well.</summary>
    public string Expected()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Output}");
        return Output;
    }
}

/// <summary>Programs run to their end.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs dotnet.</summary>
    public static Ended Run(string folder, params string[] arguments) => Run("dotnet", folder, [], arguments);

    /// <summary>Runs a program with variables of its own and nothing on standard input.</summary>
    public static Ended Run(string program, string folder, Dictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nodes that wait for the next build would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // Of the process that starts this one, such as the test runner.
        foreach (string variable in (string[])["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH"])
            start.Environment.Remove(variable);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} does not end");
        }
        return new Ended(process.ExitCode, (output.Result + error.Result).ReplaceLineEndings("\n"));
    }
}
