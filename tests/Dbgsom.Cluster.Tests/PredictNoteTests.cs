using System.Text;
using Dbgsom.Files;

namespace Dbgsom.Cluster.Tests;

/// <summary>A cluster reads text as it is asked to, and says what a person should know of it.</summary>
public sealed class PredictNoteTests : IDisposable
{
    private static readonly DataFileOptions Latin1 = new() { Encoding = TextEncoding.Latin1 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Text_in_latin_1_is_trained_on_and_a_constant_column_that_differs_is_noted()
    {
        string now = Write("now.csv", Enumerable.Range(0, 40).Select(row => $"{row},{row % 7},5"));
        string later = Write("later.csv", ["1,2,5", "3,4,6", "5,6,7"]);
        await using var cluster = await DbgsomCluster.StartLocal(1, cancellationToken: TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await cluster.Wait(await cluster.Start(new ClusterJob { Paths = [now] }))
        );
        Assert.Contains("--encoding latin1", refused.Message, StringComparison.Ordinal);
        var map = await cluster.Wait(
            await cluster.Start(
                new ClusterJob
                {
                    Paths = [now],
                    Data = Latin1,
                    PlansColumns = false,
                }
            )
        );
        Assert.Equal(["a", "b", "größe"], map.FeatureNames!);

        var told = new List<string>();
        string results = folder.At("results");
        await cluster.Predict(map, [now, later], results, Latin1, ".csv", new Listener<string>(told.Add));
        Assert.Contains(Path.Combine(results, "now.csv"), told);
        Assert.StartsWith(
            Path.Combine(results, "later.csv") + "; note: column 'größe' (5 in training) has other values in 2 of 3 rows",
            Assert.Single(told, line => line.Contains("note", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

        // A link is the file it leads to.
        File.Delete(Path.Combine(results, "now.csv"));
        File.CreateSymbolicLink(Path.Combine(results, "now.csv"), later);
        string before = File.ReadAllText(later, Encoding.Latin1);
        var over = await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await cluster.Predict(map, [now, later], results, Latin1, ".csv", new Listener<string>(told.Add))
        );
        Assert.Contains("would be overwritten", over.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(later, Encoding.Latin1));
    }

    /// <summary>A map with a plan reads tables on a cluster as it does elsewhere, and missing texts that are named are known there, too.</summary>
    [Fact]
    public async Task Tables_are_read_by_the_plan_of_the_map_and_texts_that_stand_for_missing_values_are_known()
    {
        var token = TestContext.Current.CancellationToken;
        var options = Latin1 with { MissingTexts = ["+-99"] };
        string people = Write(
            "people.csv",
            Enumerable.Range(0, 60).Select(row => $"{(row == 3 ? -99 : row % 13)},{(row % 2 == 0 ? "red" : "blue")},{row % 5}")
        );
        var plan = TablePlan.Create([people], options, cancellationToken: token);
        using var data = DataFiles.Load([people], plan.ApplyTo(options)).Data;
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 9, Epochs = 20 })
            .Fit(data, cancellationToken: token)
            .WithTablePlan(plan.ToJson());
        await using var cluster = await DbgsomCluster.StartLocal(1, cancellationToken: token);
        string results = folder.At("by-plan");
        await cluster.Predict(map, [people], results, options, ".csv", new Listener<string>(_ => { }));
        using var here = new MemoryStream();
        PredictionTable.Create(map, DataFiles.Load([people], plan.ApplyTo(options))).WriteCsv(here);
        Assert.Equal(here.ToArray(), File.ReadAllBytes(Path.Combine(results, "people.csv")));

        // Trained on the cluster: the number that stands for a missing value is none.
        string numbers = Write(
            "numbers.csv",
            Enumerable.Range(0, 60).Select(row => $"{(row == 3 ? -99 : row % 13)},{row % 7},{row % 5}")
        );
        var trained = await cluster.Wait(await cluster.Start(new ClusterJob { Paths = [numbers], Data = options }));
        Assert.Contains(trained.Diagnostics, one => one.Kind == DiagnosticKind.MissingValues);
    }

    private string Write(string name, IEnumerable<string> rows)
    {
        string path = folder.At(name);
        File.WriteAllText(path, string.Join('\n', rows.Prepend("a,b,größe")) + "\n", Encoding.Latin1);
        return path;
    }
}
