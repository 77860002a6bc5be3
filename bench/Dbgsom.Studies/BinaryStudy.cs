using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Studies;

/// <summary>
/// The tool compiled ahead of time beside the one that runs on .NET: size, starting up, fits. Builds take turns, so that what else the machine
/// does falls on all of them, and the best of their runs counts. Linux only.
/// </summary>
public static class BinaryStudy
{
    private const int Starts = 20;
    private const int Fits = 7;

    public static void Run(TextWriter output)
    {
        using var folder = new StudyFolder("binary");
        PublishedTool[] tools =
        [
            folder.Publish("binary", "-p:DbgsomNative=true"),
            folder.Publish("binary for AVX-512", "-p:DbgsomNative=true", "-p:DbgsomProcessor=x86-64-v4"),
            folder.Publish("on .NET"),
        ];
        Sizes(output, tools);
        output.WriteLine($"\n| whole process, best of the runs | {string.Join(" | ", tools.Select(tool => tool.Name))} |");
        output.WriteLine("|---|" + string.Concat(Enumerable.Repeat("---|", tools.Length)));
        string model = folder.Path("map.som.npz");
        foreach (var (name, args) in Cases(folder.FullName))
        {
            byte[]? expected = null;
            double[] best = Best(
                tools,
                Fits,
                tool =>
                {
                    double seconds = tool.Run([.. args, "-q", "-o", model]);
                    byte[] map = File.ReadAllBytes(model);
                    if (!map.AsSpan().SequenceEqual(expected ??= map))
                        throw new InvalidOperationException($"{name}: {tool.Name} makes other bytes");
                    return seconds;
                }
            );
            Line(output, name, best);
        }
        Line(output, "`dbgsom info` of the last map", Best(tools, Starts, tool => tool.Run("info", model)));
        string demo = folder.Path("demo");
        Line(output, "`dbgsom demo --report`", Best(tools, Fits, tool => tool.Run("demo", "--report", "--out", demo, "-q")));
        output.WriteLine("\nMaps of all builds: the same bytes.");
    }

    private static void Sizes(TextWriter output, PublishedTool[] tools)
    {
        output.WriteLine("| build | file | size |");
        output.WriteLine("|---|---|---|");
        foreach (var tool in tools)
        {
            FileInfo[] files = [.. new DirectoryInfo(tool.Folder).GetFiles().OrderByDescending(file => file.Length)];
            foreach (var file in files.Take(files.Length > 5 ? 0 : files.Length))
                output.WriteLine($"| {tool.Name} | {file.Name} | {Megabytes(file.Length)} |");
            output.WriteLine($"| {tool.Name} | all {files.Length} | {Megabytes(files.Sum(file => file.Length))} |");
        }
    }

    /// <summary>Fits of the examples in gallery, and one that takes longer than starting up.</summary>
    private static IEnumerable<(string Name, string[] Args)> Cases(string folder)
    {
        string gallery = Path.Combine(PublishedTool.Root(), "gallery", "data");
        string shapes = Path.Combine(folder, "shapes.npy");
        NpyFile.Write(shapes, SampleData.Shapes());
        string large = Path.Combine(folder, "large.npy");
        BigFile.Write(large, 200_000, 32, 1);
        string[] digits = ["train", Path.Combine(gallery, "digits.npz"), "--array", "pixels"];
        yield return ("shapes, 80 neurons", ["train", shapes, "--target-neurons", "80"]);
        yield return (
            "shapes, a hierarchy",
            [
                "train",
                shapes,
                "--target-neurons",
                "10",
                "--vertical-growth",
                "--tau2",
                "0.15",
                "--min-samples-vertical-growth",
                "40",
            ]
        );
        yield return ("iris", ["train", Path.Combine(gallery, "iris.csv"), "--label-column", "species"]);
        yield return ("digits", digits);
        yield return ("digits, cosine", [.. digits, "--metric", "cosine", "--scale", "none"]);
        yield return ("200,000 rows of 32, 20 epochs", ["train", large, "--epochs", "20"]);
        yield return (
            "the same rows, 1,000 neurons aimed at, 120 epochs",
            ["train", large, "--epochs", "120", "--target-neurons", "1000"]
        );
    }

    private static double[] Best(PublishedTool[] tools, int rounds, Func<PublishedTool, double> run)
    {
        double[] best = [.. tools.Select(_ => double.PositiveInfinity)];
        for (int round = 0; round < rounds; round++)
        for (int i = 0; i < tools.Length; i++)
            best[i] = Math.Min(best[i], run(tools[i]));
        return best;
    }

    private static void Line(TextWriter output, string name, double[] seconds) =>
        output.WriteLine(
            $"| {name} | "
                + string.Join(" | ", seconds.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one * 1e3:0} ms")))
                + " |"
        );

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
