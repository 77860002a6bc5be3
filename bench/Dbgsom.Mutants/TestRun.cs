using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

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

    /// <summary>The seconds that each class of tests takes, none of which may fail.</summary>
    /// <param name="library">The library.</param>
    /// <param name="classes">Names of classes, which may end with an asterisk.</param>
    public IReadOnlyDictionary<string, double> Times(byte[] library, IEnumerable<string> classes)
    {
        string report = Path.Combine(folder, "times.xml");
        File.WriteAllBytes(Path.Combine(folder, "Dbgsom.dll"), library);
        string[] arguments = [.. classes.SelectMany(name => new[] { "-class", name }), "-xml", report];
        if (Run(arguments, TimeSpan.FromMinutes(20)) != Verdict.Survived)
            throw new InvalidOperationException("the tests fail without a change");
        return XDocument
            .Load(report)
            .Descendants("test")
            .GroupBy(test => test.Attribute("type")!.Value)
            .ToDictionary(
                type => type.Key,
                type => type.Sum(test => double.Parse(test.Attribute("time")!.Value, CultureInfo.InvariantCulture))
            );
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
