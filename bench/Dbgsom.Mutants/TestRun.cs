using System.Diagnostics;
using System.Globalization;

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

    /// <summary>The classes of tests.</summary>
    public IReadOnlyList<string> Classes()
    {
        var start = new ProcessStartInfo(Path.Combine(folder, "Dbgsom.Tests"), ["-noLogo", "-list", "classes"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["DBGSOM_TESTS"] = "all";
        using var process = Process.Start(start)!;
        string list = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return
        [
            .. list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Where(name => name.StartsWith("Dbgsom.", StringComparison.Ordinal)),
        ];
    }

    /// <summary>Runs one class of tests, which all must pass.</summary>
    /// <param name="library">The library as <see cref="Reach"/> made it.</param>
    /// <param name="name">The class.</param>
    /// <returns>The seconds it takes, and the numbers of the members that ran.</returns>
    public (double Seconds, HashSet<int> Reached) Look(byte[] library, string name)
    {
        string list = Path.Combine(folder, "reached.txt");
        File.Delete(list);
        File.WriteAllBytes(Path.Combine(folder, "Dbgsom.dll"), library);
        var watch = Stopwatch.StartNew();
        if (Run(["-class", name], TimeSpan.FromMinutes(20), list) != Verdict.Survived)
            throw new InvalidOperationException($"{name} fails without a change");
        string[] members = File.Exists(list) ? File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return (watch.Elapsed.TotalSeconds, [.. members.Select(member => int.Parse(member, CultureInfo.InvariantCulture))]);
    }

    /// <summary>Runs classes of tests, part by part, until one fails.</summary>
    public Verdict Run(byte[] library, IReadOnlyList<(string[] Classes, TimeSpan Limit)> parts)
    {
        File.WriteAllBytes(Path.Combine(folder, "Dbgsom.dll"), library);
        foreach (var (classes, limit) in parts)
        {
            string[] arguments = [.. classes.SelectMany(name => new[] { "-class", name })];
            var verdict = Run(arguments, limit);
            // On a busy machine time may run out for what ends.
            if (verdict == Verdict.TimedOut)
                verdict = Run(arguments, 3 * limit);
            if (verdict != Verdict.Survived)
                return verdict;
        }
        return Verdict.Survived;
    }

    private Verdict Run(string[] arguments, TimeSpan limit, string? reached = null)
    {
        var start = new ProcessStartInfo(
            Path.Combine(folder, "Dbgsom.Tests"),
            ["-stopOnFail", "-noLogo", "-maxThreads", "1", .. arguments]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DBGSOM_TESTS"] = "all";
        if (reached is not null)
            start.Environment[Reach.Variable] = reached;
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
