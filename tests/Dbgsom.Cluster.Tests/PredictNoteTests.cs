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
        var map = await cluster.Wait(await cluster.Start(new ClusterJob { Paths = [now], Data = Latin1 }));
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
        Assert.Contains("would be written over", over.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(later, Encoding.Latin1));
    }

    private string Write(string name, IEnumerable<string> rows)
    {
        string path = folder.At(name);
        File.WriteAllText(path, string.Join('\n', rows.Prepend("a,b,größe")) + "\n", Encoding.Latin1);
        return path;
    }
}
