using System.Text.Json.Nodes;
using Dbgsom.Cluster.Tests.Processes;
using Dbgsom.Files;

namespace Dbgsom.Cluster.Tests;

/// <summary>Labels and pairs of samples are measured where the samples lie, to the same bits as on one machine.</summary>
public sealed class LabelMeasureTests : IDisposable
{
    private static readonly DataFileOptions Labeled = new() { LabelColumn = "species" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Silos_and_parts_make_no_difference()
    {
        var token = TestContext.Current.CancellationToken;
        double[,] values = Blobs.Values(3000, 5, 1);
        Blobs.WriteCsv(folder.At("parts"), values, 7, 1000, 2200);
        Blobs.WriteNpy(folder.At("arrays"), values, false, 7, 2000);
        var loaded = DataFiles.Load([folder.At("parts")], Labeled);
        var labels = LabelColumn.ForMeasures(loaded.Labels!);
        var map = new SomClassifier(SomOptions.Default with { TargetNeurons = 30, Epochs = 30 }).FitMap(
            loaded.Data,
            new LabelColumn(loaded.Labels!).ToClassLabels(),
            cancellationToken: token
        );
        var agreement = map.CompareClusters(loaded.Data, labels, token);
        var confusion = map.Confusion(loaded.Data, labels, token);
        var asked = new MeasureOptions
        {
            Pairs = true,
            Neighbors = 7,
            SampleSize = 400,
        };
        var trust = map.Trustworthiness(loaded.Data, 7, 400, null, token);
        var preservation = map.NeighborhoodPreservation(loaded.Data, 7, 400, null, token);
        var pairs = map.CMeasure(loaded.Data, 400, null, token);
        long[] wanted = MeasuredNumbers.Of(map.Measure(loaded.Data, token));
        foreach (int silos in new[] { 1, 3 })
        {
            await using var cluster = await DbgsomCluster.StartLocal(silos, cancellationToken: token);
            var found = await cluster.MeasureWith(map, [folder.At("parts")], asked, Labeled, cancellationToken: token);
            Assert.Equal(wanted, MeasuredNumbers.Of(found.Map));
            Assert.Equal(agreement, found.Labels!.Agreement);
            Assert.Equal(confusion.Counts, found.Labels.Confusion!.Counts);
            Assert.Equal(confusion.Accuracy, found.Labels.Confusion.Accuracy);
            Assert.Equal((3000, 3000), (found.Rows, found.Labels.LabeledRows));
            Same(found);
            // Without more being asked for, the column is only left aside.
            var plain = await cluster.Measure(map, [folder.At("parts")], Labeled, cancellationToken: token);
            Assert.Equal(wanted, MeasuredNumbers.Of(plain));
            foreach (long partBytes in new long[] { 20_000, ClusterJob.DefaultPartBytes })
            {
                found = await cluster.MeasureWith(map, [folder.At("arrays")], asked, null, partBytes, null, token);
                Assert.Equal(wanted, MeasuredNumbers.Of(found.Map));
                Assert.Null(found.Labels);
                Same(found);
            }
        }

        void Same(MeasureResult found) =>
            Assert.Equal(
                (trust, preservation, pairs),
                (found.Pairs!.Trustworthiness, found.Pairs.NeighborhoodPreservation, found.Pairs.CMeasure)
            );
    }

    /// <summary>Labels that are missing, unknown to the map, whole numbers with a point in one file only; weights, gaps, and samples that are drawn.</summary>
    [Theory]
    [InlineData("text")]
    [InlineData("number")]
    [InlineData("flag")]
    [InlineData("none")]
    public void The_tool_prints_what_it_prints_without_a_cluster(string kind)
    {
        string[] labels = kind switch
        {
            "number" => ["1", "2", "3"],
            "flag" => ["true", "false", "true"],
            _ => ["low", "mid", "high"],
        };
        Write("train.csv", 300, row => Cells(row, labels[row % 3], 1));
        Write(
            "parts/0.csv",
            80,
            row =>
                Cells(
                    row,
                    row % 7 == 0 ? ""
                        : kind == "number" ? $"{labels[row % 3]}.0"
                        : labels[row % 3],
                    row % 4
                )
        );
        Write(
            "parts/1.csv",
            70,
            row =>
                Cells(
                    row + 1,
                    row % 9 == 0 ? (kind == "number" ? "4.0" : "new")
                        : kind == "number" ? $"{labels[row % 3]}.0"
                        : kind == "flag" ? labels[row % 3].ToUpperInvariant()
                        : labels[row % 3],
                    0.5
                )
        );
        string[] classify = kind == "none" ? [] : ["--classify"];
        string[] columns = ["--label-column", "label", "--weight-column", "weight"];
        ToolProcess
            .Run(folder.Path, ["train", "train.csv", "-o", "map.som.npz", "--epochs", "30", .. columns, .. classify])
            .Done();
        string[] args = ["map.som.npz", "parts", "--all", "--sample", "60", "--neighbors", "4", .. columns];
        var here = ToolProcess.Run(folder.Path, ["measure", .. args, "--json"]);
        var there = ToolProcess.Run(folder.Path, ["cluster", "measure", .. args, "--json", "--silos", "2"]);
        var one = JsonNode.Parse(here.Done())!.AsObject();
        var some = JsonNode.Parse(there.Done())!.AsObject();
        foreach (var (name, value) in one)
            Assert.Equal(value?.ToJsonString(), some[name]?.ToJsonString());
        Assert.DoesNotContain(some, entry => entry.Key != "cluster" && !one.ContainsKey(entry.Key));
        Assert.InRange((double)one["purity"]!, 0.3, 0.99);
        Assert.Equal(kind == "none", one["accuracy"] is null);
        Assert.Equal(Notes(here.Error), Notes(there.Error));
        Assert.Contains("12 of 150 rows have no label", here.Error, StringComparison.Ordinal);
        Assert.Equal(kind != "none", here.Error.Contains("that the map was not trained with", StringComparison.Ordinal));
        Assert.Contains("the measures of --all use 60 of", here.Error, StringComparison.Ordinal);
        string shown = ToolProcess.Run(folder.Path, ["cluster", "measure", .. args]).Done();
        Assert.Contains("trustworthiness", shown, StringComparison.Ordinal);
        Assert.Equal(kind != "none", shown.Contains("predicted", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Write("train.csv", 200, row => Cells(row, "x", 1));
        Write("parts/0.csv", 50, row => Cells(row, "", 1));
        Blobs.WriteCsv(folder.At("blobs"), Blobs.Values(1500, 4, 2));
        string[] hierarchy =
        [
            "--vertical-growth",
            "--target-neurons",
            "12",
            "--min-samples-vertical-growth",
            "200",
            "--tau2",
            "0.05",
            "--max-depth",
            "2",
        ];
        ToolProcess.Run(folder.Path, "train", "train.csv", "-o", "map.som.npz", "--epochs", "30", "--columns", "a,b").Done();
        ToolProcess
            .Run(
                folder.Path,
                ["train", "blobs", "--label-column", "species", "-o", "deep.som.npz", "--epochs", "60", .. hierarchy]
            )
            .Done();
        Assert.NotEmpty(SomMap.Load(folder.At("deep.som.npz")).Children);
        Refused(1, "no row has a label, so nothing can be measured", "map.som.npz", "--label-column", "label");
        Refused(1, "measure labels on one machine, with dbgsom measure", "deep.som.npz", "--label-column", "species");
        Refused(1, "neighbors is 30; valid is 1 to 24", "map.som.npz", "--all", "--neighbors", "30");
        Refused(2, "add --all", "map.som.npz", "--sample", "30");

        void Refused(int code, string message, params string[] args) =>
            Assert.Contains(
                message,
                ToolProcess.Run(folder.Path, ["cluster", "measure", args[0], "parts", .. args[1..]]).Refused(code),
                StringComparison.Ordinal
            );
    }

    private static string Cells(int row, string label, double weight) =>
        FormattableString.Invariant($"{row * 7 % 31},{(row % 13 == 5 ? "" : row * row % 17)},{label},{weight}");

    private static string[] Notes(string error) =>
        [
            .. error
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line.StartsWith("note:", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private void Write(string name, int rows, Func<int, string> row)
    {
        Directory.CreateDirectory(folder.At("parts"));
        File.WriteAllLines(folder.At(name), ["a,b,label,weight", .. Enumerable.Range(0, rows).Select(row)]);
    }
}
