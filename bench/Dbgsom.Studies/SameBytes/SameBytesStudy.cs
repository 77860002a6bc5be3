using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dbgsom.Studies;

/// <summary>
/// Whether two builds of the tool give the same bytes: each fit of <see cref="FitList"/> is trained by both, and models, run files, answers,
/// measures, exports and reports are compared, archives entry by entry. For changes that move code and must not change what it computes.
/// Models name the version that trained them, so build both with one: <c>-p:MinVerVersionOverride=0.1.0</c>.
/// </summary>
internal static class SameBytesStudy
{
    /// <param name="output">Where the table goes.</param>
    /// <param name="before">The executable <c>dbgsom</c> of the build to compare with, or a file that <see cref="Record"/> wrote of it.</param>
    /// <param name="after">The executable of the build under test.</param>
    /// <param name="only">Fits to run, by a part of their names; empty for all.</param>
    /// <returns>Whether all is the same.</returns>
    public static bool Run(TextWriter output, string before, string after, string[] only)
    {
        using var folder = new StudyFolder("same-bytes");
        var fits = FitList.Write(folder);
        var recorded = before.EndsWith(".json", StringComparison.Ordinal)
            ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(before))
            : null;
        int compared = 0;
        var differing = new List<string>();
        foreach (var fit in fits)
        {
            if (only.Length > 0 && !only.Any(part => fit.Name.Contains(part, StringComparison.Ordinal)))
                continue;
            var left = recorded is null ? Results(before, fit, folder.Path("before")) : recorded[fit.Name];
            var right = Results(after, fit, folder.Path("after"));
            string[] names = [.. left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)];
            string[] different =
            [
                .. names.Where(name => left.GetValueOrDefault(name, "absent") != right.GetValueOrDefault(name, "absent")),
            ];
            compared += names.Length;
            differing.AddRange(different.Select(name => $"{fit.Name}: {name}"));
            output.WriteLine($"{fit.Name}: {names.Length - different.Length} of {names.Length} the same");
            foreach (string name in different)
                output.WriteLine($"  differs: {name}");
        }
        output.WriteLine($"\n{fits.Count} fits listed, {compared} results compared, {differing.Count} differ");
        return differing.Count == 0;
    }

    /// <summary>Writes the SHA-256 of everything that comes of every fit, so that a build need not be kept to be compared with.</summary>
    /// <param name="tool">The executable <c>dbgsom</c>.</param>
    /// <param name="path">A JSON file.</param>
    public static void Record(string tool, string path)
    {
        using var folder = new StudyFolder("same-bytes");
        var all = FitList.Write(folder).ToDictionary(fit => fit.Name, fit => Results(tool, fit, folder.Path("before")));
        File.WriteAllText(path, JsonSerializer.Serialize(all));
    }

    /// <summary>The SHA-256 of everything that comes of a fit, by name.</summary>
    private static Dictionary<string, string> Results(string tool, ListedFit fit, string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        string Place(string name) => Path.Combine(folder, name);
        var results = new Dictionary<string, string>(StringComparer.Ordinal);
        string model = Place("map.som.npz");

        string[] run = fit.HasRunFile ? ["--checkpoint", Place("run.npz")] : [];
        Call(tool, [.. fit.Train, .. run, "-o", model]);
        AddEntries(results, model, "model");
        if (fit.HasRunFile && File.Exists(Place("run.npz")))
            AddEntries(results, Place("run.npz"), "run");
        if (fit.Refines)
        {
            Call(tool, ["refine", model, .. fit.Data, "-o", Place("refined.som.npz")]);
            AddEntries(results, Place("refined.som.npz"), "refined");
        }
        string[] reading = [.. fit.Data.Where(word => word != "--map-above" && word != "100K")];
        Add(results, "predict", Call(tool, ["predict", model, .. reading, "--outliers", "--top", "2"]));
        Add(results, "measure", Call(tool, ["measure", model, .. reading, "--json", "--all", "--sample", "400"]));
        Add(results, "mixture", Call(tool, ["mixture", model, .. reading, "--sparse"]));
        Add(results, "info", Call(tool, ["info", model, "--json"]));
        Call(tool, ["export", model, "-o", Place("map.json")]);
        Add(results, "export", File.ReadAllBytes(Place("map.json")));
        // An ONNX model holds one map, not a hierarchy.
        if (!fit.Train.Contains("--vertical-growth"))
        {
            Call(tool, ["export", model, "-o", Place("map.onnx")]);
            Add(results, "onnx", File.ReadAllBytes(Place("map.onnx")));
        }
        Call(tool, ["plot", model, "--kind", "map", "--color", "error", "-o", Place("map.svg")]);
        Add(results, "figure", File.ReadAllBytes(Place("map.svg")));
        Call(tool, ["report", model, .. reading, "-o", Place("report.html"), "--title", "fit"]);
        Add(results, "report", File.ReadAllBytes(Place("report.html")));
        return results;
    }

    private static void AddEntries(Dictionary<string, string> results, string path, string name)
    {
        using var archive = ZipFile.OpenRead(path);
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            results[$"{name}/{entry.FullName}"] = Convert.ToHexString(SHA256.HashData(stream));
        }
    }

    private static void Add(Dictionary<string, string> results, string name, byte[] bytes) =>
        results[name] = Convert.ToHexString(SHA256.HashData(bytes));

    /// <summary>Runs the tool and gives its standard output.</summary>
    private static byte[] Call(string tool, string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, [.. words, "-q"]) { RedirectStandardOutput = true })!;
        using var said = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(said);
        process.WaitForExit();
        return process.ExitCode == 0
            ? said.ToArray()
            : throw new InvalidOperationException($"{tool} {string.Join(' ', words)} ended with {process.ExitCode}");
    }
}
