using System.Diagnostics;

namespace Dbgsom.Mutants;

internal enum Verdict
{
    DoesNotCompile,
    Survived,
    Killed,
    TimedOut,
}

/// <summary>A copy of the built tests in which the library is exchanged.</summary>
internal sealed class TestRun
{
    private readonly string folder;

    public TestRun(string built, string copy)
    {
        folder = copy;
        foreach (string path in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(built, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }
    }

    /// <summary>Runs parts of the tests one after the other until one fails.</summary>
    public Verdict Run(byte[] library, IReadOnlyList<string[]> parts, TimeSpan limit)
    {
        File.WriteAllBytes(Path.Combine(folder, "Dbgsom.dll"), library);
        foreach (string[] part in parts)
            if (Run(part, limit) is var verdict && verdict != Verdict.Survived)
                return verdict;
        return Verdict.Survived;
    }

    private Verdict Run(string[] arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(
            Path.Combine(folder, "Dbgsom.Tests"),
            ["-stopOnFail", "-noLogo", "-maxThreads", "1", .. arguments]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return Verdict.TimedOut;
        }
        return process.ExitCode == 0 ? Verdict.Survived : Verdict.Killed;
    }
}
