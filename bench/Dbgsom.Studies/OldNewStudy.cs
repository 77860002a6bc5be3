using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using Dbgsom.Files;
using Dbgsom.Rows;

namespace Dbgsom.Studies;

/// <summary>
/// Two published builds of the tool on the same work: whole processes in turns, so that what else the machine does falls on both. What they make
/// is the same to the byte, as <see cref="SameBytesStudy"/> shows: only options whose maps have not changed are taken (preset <c>reference</c>).
/// Linux only.
/// </summary>
public static class OldNewStudy
{
    private const int Rounds = 15;
    private const int WarmUp = 60;
    private const int LibraryRounds = 101;

    private const string Head =
        "| | old, median | new, median | new / old | old, least | new, least | new / old |\n|---|---|---|---|---|---|---|";

    /// <summary>Times them and prints a table.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="old">The folder of the older build, with <c>dbgsom</c> in it.</param>
    /// <param name="now">The folder of the newer one.</param>
    public static void Run(TextWriter output, string old, string now)
    {
        PublishedTool[] tools = [PublishedTool.In("old", old), PublishedTool.In("new", now)];
        using var folder = new StudyFolder("old-new");
        output.WriteLine($"Whole processes in turns, {Rounds} rounds, {Environment.ProcessorCount} cores; ms.\n");
        output.WriteLine(Head);
        foreach (var (name, args) in Cases(folder))
        {
            var seconds = tools.Select(_ => new List<double>()).ToArray();
            for (int round = 0; round < Rounds; round++)
            for (int i = 0; i < tools.Length; i++)
            {
                // Who goes first changes, as the second finds the samples in the caches of the system.
                int tool = (i + round) % tools.Length;
                seconds[tool].Add(tools[tool].Run([.. args, "-q"]));
            }
            double[] medians = [.. seconds.Select(Statistics.Median)];
            double[] least = [.. seconds.Select(list => list.Min())];
            output.WriteLine($"| {name} | {Cells(medians, 1e3)} | {Cells(least, 1e3)} |");
        }
        Library(output, [old, now]);
    }

    /// <summary>Compares both libraries within one process, so that startup does not count: small fits and the prediction of single rows.</summary>
    private static void Library(TextWriter output, string[] folders)
    {
        output.WriteLine("\nBoth libraries in one process, warmed up, in turns; µs.\n");
        output.WriteLine(Head);
        var both = folders.Select(folder => new LoadedLibrary(folder)).ToArray();
        string gallery = Path.Combine(PublishedTool.Root(), "gallery", "data");
        double[,] iris = DataFiles
            .Load(Path.Combine(gallery, "iris.csv"), new DataFileOptions { LabelColumn = "species" })
            .Data.ToArray();
        double[,] shapes = SampleData.Shapes().ToArray();
        Time("fit of iris, reference", 1, library => library.Fit(iris, 20));
        Time("fit of shapes, reference, lambda 20", 1, library => library.Fit(shapes, 20));
        var maps = both.ToDictionary(library => library, library => library.Fit(shapes, 20));
        Time("one row, its neuron", 1_000, library => library.Predict(maps[library], shapes, 1));
        Time("2,000 rows, their neurons", 1, library => library.Predict(maps[library], shapes, shapes.GetLength(0)));

        void Time(string name, int times, Action<LoadedLibrary> work)
        {
            var seconds = both.Select(_ => new List<double>()).ToArray();
            for (int round = -WarmUp; round < LibraryRounds; round++)
            for (int i = 0; i < both.Length; i++)
            {
                int library = (i + round + WarmUp) % both.Length;
                long start = Stopwatch.GetTimestamp();
                for (int k = 0; k < times; k++)
                    work(both[library]);
                if (round >= 0)
                    seconds[library].Add(Stopwatch.GetElapsedTime(start).TotalSeconds / times);
            }
            double[] medians = [.. seconds.Select(Statistics.Median)];
            double[] least = [.. seconds.Select(list => list.Min())];
            output.WriteLine($"| {name} | {Cells(medians, 1e6)} | {Cells(least, 1e6)} |");
        }
    }

    /// <summary>A build of the library in a context of its own, so that another can be loaded beside it.</summary>
    private sealed class LoadedLibrary
    {
        private readonly Type vq;
        private readonly Type data;
        private readonly dynamic reference;
        private readonly Dictionary<(double[,], int), dynamic> samples = [];

        public LoadedLibrary(string folder)
        {
            var assembly = new AssemblyLoadContext(folder).LoadFromAssemblyPath(
                Path.Combine(Path.GetFullPath(folder), "Dbgsom.dll")
            );
            vq = assembly.GetType("Dbgsom.SomVq", true)!;
            data = assembly.GetType("Dbgsom.DataMatrix", true)!;
            reference = assembly.GetType("Dbgsom.SomOptions", true)!.GetProperty("Reference")!.GetValue(null)!;
        }

        public dynamic Fit(double[,] values, double lambda)
        {
            object options = reference.GetType().GetMethod("<Clone>$")!.Invoke(reference, null)!;
            var property = options.GetType().GetProperty("Lambda")!;
            property.SetValue(options, lambda);
            dynamic estimator = Activator.CreateInstance(vq, options)!;
            return estimator.Fit(Samples(values, values.GetLength(0)));
        }

        public void Predict(dynamic map, double[,] values, int rows) => map.Predict(Samples(values, rows));

        private dynamic Samples(double[,] values, int rows)
        {
            if (samples.TryGetValue((values, rows), out var known))
                return known;
            var part = new double[rows, values.GetLength(1)];
            Array.Copy(values, part, part.Length);
            return samples[(values, rows)] = data.GetMethod("From", [typeof(double[,])])!.Invoke(null, [part])!;
        }
    }

    private static IEnumerable<(string Name, string[] Args)> Cases(StudyFolder folder)
    {
        string gallery = Path.Combine(PublishedTool.Root(), "gallery", "data");
        string[] reference = ["--preset", "reference"];
        string iris = Path.Combine(gallery, "iris.csv");
        string large = folder.Path("large.npy");
        BigFile.Write(large, 200_000, 32, 1);
        string one = folder.Path("one.npy");
        NpyFile.Write(one, DataMatrix.From(new double[1, 32]));
        string model = folder.Path("map.som.npz");
        string[] digits = ["train", Path.Combine(gallery, "digits.npz"), "--array", "pixels", .. reference];
        yield return ("iris", ["train", iris, "--label-column", "species", .. reference, "--lambda", "20", "-o", model]);
        yield return ("digits, lambda 60", [.. digits, "--lambda", "60", "-o", model]);
        yield return (
            "200,000 × 32, 1,000 neurons, 60 epochs",
            ["train", large, .. reference, "--lambda", "auto", "--target-neurons", "1000", "--epochs", "60", "-o", model]
        );
        yield return ("predict of its 200,000 rows", ["predict", model, large]);
        yield return ("predict of one row", ["predict", model, one]);
        yield return ("measure of its 200,000 rows", ["measure", model, large]);
        yield return ("info", ["info", model]);
    }

    private static string Cells(double[] seconds, double unit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds[0] * unit:0.#} | {seconds[1] * unit:0.#} | {seconds[1] / seconds[0]:0.00}"
        );
}
