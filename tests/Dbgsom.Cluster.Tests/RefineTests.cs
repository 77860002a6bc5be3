using Dbgsom.Classification.Lvq;
using Dbgsom.Cluster.Tests.Processes;
using Dbgsom.Files;

namespace Dbgsom.Cluster.Tests;

/// <summary>A map that a cluster refines is, byte for byte, that of one machine.</summary>
public sealed class RefineTests : IDisposable
{
    private static readonly DataFileOptions Labeled = new() { LabelColumn = "species" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Silos_and_parts_make_no_difference()
    {
        var token = TestContext.Current.CancellationToken;
        double[,] values = Blobs.Values(2000, 4, 1);
        Blobs.WriteCsv(folder.At("parts"), values, 7, 1000, 1500);
        var loaded = DataFiles.Load([folder.At("parts")], Labeled);
        var labels = new LabelColumn(loaded.Labels!).ToClassLabels();
        var options = SomOptions.Default with { TargetNeurons = 12, Epochs = 30 };
        var map = new SomClassifier(options).FitMap(loaded.Data, labels, cancellationToken: token);
        // One that was trained without labels learns them.
        var plain = new SomVq(options).Fit(loaded.Data, cancellationToken: token);
        var refinement = new LvqRefinement
        {
            Iterations = 3,
            Sigma = 0.6,
            KeepBest = false,
        };
        foreach (int silos in new[] { 1, 3 })
        {
            await using var cluster = await DbgsomCluster.StartLocal(silos, cancellationToken: token);
            foreach (var one in new[] { map, plain })
            {
                var wanted = refinement.RefineMap(one, loaded.Data, labels, null, token);
                Assert.Equal(3, wanted.Training.LvqIterations);
                var found = await cluster.Refine(one, [folder.At("parts")], refinement, Labeled, cancellationToken: token);
                Assert.Equal(MapBytes.Of(wanted), MapBytes.Of(found));
            }
            Assert.All(await cluster.Jobs(), job => Assert.Equal((JobKind.Refine, 3), (job.Kind, job.Epochs)));
        }
    }

    /// <summary>Columns in another order and one that the map does not know, categories, passive features, and labels that are missing.</summary>
    [Fact]
    public void The_tool_makes_the_file_that_it_makes_without_a_cluster()
    {
        string[] colors = ["red", "green", "blue"];
        Write("train.csv", "color,a,b,kind", 300, row => $"{colors[row % 3]},{row * 7 % 31},{row * row % 17},{Kind(row)}");
        Write("parts/0.csv", "b,kind,z,color,a", 100, row => $"{row * row % 17},{Kind(row)},1,{colors[row % 3]},{row * 7 % 31}");
        Write(
            "parts/1.csv",
            "b,kind,z,color,a",
            90,
            row => $"{row * row % 13},{(row % 8 == 0 ? "" : Kind(row))},1,red,{row * 5 % 29}"
        );
        string[] columns = ["--label-column", "kind"];
        string[] options = ["--epochs", "30", "--target-neurons", "12", "--weight", "b=0"];
        ToolProcess.Run(folder.Path, ["train", "train.csv", "-o", "map.som.npz", .. columns, "--classify", .. options]).Done();
        string[] args = ["map.som.npz", "parts", .. columns, "--iterations", "4", "--keep-last"];
        ToolProcess.Run(folder.Path, ["refine", .. args, "-o", "one.som.npz"]).Done();
        string shown = ToolProcess.Run(folder.Path, ["cluster", "refine", .. args, "-o", "some.som.npz", "--silos", "2"]).Done();
        Assert.Equal(File.ReadAllBytes(folder.At("one.som.npz")), File.ReadAllBytes(folder.At("some.som.npz")));
        Assert.Equal(4, SomMap.Load(folder.At("some.som.npz")).Training.LvqIterations);
        Assert.Contains("2 silos, 2 parts", shown, StringComparison.Ordinal);

        static string Kind(int row) => row * 7 % 31 > 15 ? "large" : "small";
    }

    [Fact]
    public void What_cannot_be_refined_is_refused()
    {
        Write("train.csv", "a,b,kind", 200, row => $"{row * 7 % 31},{row * row % 17},{(row % 2 == 0 ? "x" : "y")}");
        Write("parts/0.csv", "a,b,kind,none", 60, row => $"{row * 7 % 31},{row * row % 17},x,");
        Write("parts/1.csv", "a,b,kind,none", 60, row => $"{row * 7 % 31},{row * row % 17},{(row == 5 ? "new" : "y")},");
        Write("gaps/0.csv", "a,b,kind", 60, row => $"{(row == 4 ? "" : row)},{row * row % 17},x");
        ToolProcess
            .Run(folder.Path, "train", "train.csv", "-o", "map.som.npz", "--label-column", "kind", "--classify", "--epochs", "30")
            .Done();
        Refused(1, "'new'", "parts", "--label-column", "kind");
        Refused(1, "no row has a label", "parts", "--label-column", "none");
        Refused(1, "dbgsom: line 6 of ", "gaps", "--label-column", "kind");
        Refused(1, "0.csv has a missing value, and refinement by LVQ needs complete rows", "gaps", "--label-column", "kind");
        Refused(2, "name them with --label-column", "parts");
        Assert.False(File.Exists(folder.At("refined.som.npz")));

        void Refused(int code, string message, params string[] args) =>
            Assert.Contains(
                message,
                ToolProcess
                    .Run(folder.Path, ["cluster", "refine", "map.som.npz", .. args, "-o", "refined.som.npz"])
                    .Refused(code),
                StringComparison.Ordinal
            );
    }

    private void Write(string name, string header, int rows, Func<int, string> row)
    {
        foreach (string part in new[] { "parts", "gaps" })
            Directory.CreateDirectory(folder.At(part));
        File.WriteAllLines(folder.At(name), [header, .. Enumerable.Range(0, rows).Select(row)]);
    }
}
