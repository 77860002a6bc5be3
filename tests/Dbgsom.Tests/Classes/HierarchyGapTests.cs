using Dbgsom.Rows;
using Dbgsom.Tests.Remote;
using Dbgsom.TestSupport;

namespace Dbgsom.Tests.Classes;

/// <summary>A row of which nothing is known that the map below compares stays with the neuron above it, in training and in answers.</summary>
public sealed class HierarchyGapTests : IDisposable
{
    private const int Count = 300;

    private static readonly SomOptions Deep = SomOptions.Default with
    {
        VerticalGrowth = true,
        TargetNeurons = 6,
        MinSamplesVerticalGrowth = 20,
        Tau2 = 0.02,
    };

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_unknown_to_a_map_below_stay_above_it()
    {
        var data = Groups();
        var map = new SomVq(Deep).Fit(data, cancellationToken: Token);
        int neuron = map.Predict(data, Token)[2];
        var child = map.Children[neuron];
        Assert.Equal(100 - 25, child.Training.RowCount);
        var paths = map.PredictPath(data, Token);
        int[] labels = map.PredictLabel(data, Token);
        for (int row = 0; row < Count; row++)
        {
            Assert.Equal(Stays(row) ? [neuron] : paths[row], paths[row]);
            Assert.Equal(Stays(row), paths[row].Count == 1 && map.Children.ContainsKey(paths[row][0]));
            Assert.Equal(map.PredictLabel(Row(data, row)), labels[row]);
        }
        Assert.Equal(map.FirstLabel(neuron), labels[2]);
    }

    [Fact]
    public void The_map_below_counts_the_rows_that_go_down()
    {
        var data = Groups();
        var map = new SomVq(Deep).Fit(data, cancellationToken: Token);
        var child = map.Children[map.Predict(data, Token)[2]];
        int[] hits = new int[child.Neurons.Count];
        for (int row = 2; row < Count; row += 3)
            if (!Stays(row))
                hits[child.Predict(Row(data, row))]++;
        Assert.Equal(hits.Select(count => (long)count), child.Neurons.Select(neuron => neuron.HitCount));
    }

    [Fact]
    public void Any_cutting_gives_the_same_bytes()
    {
        var data = Groups();
        byte[] wanted = new SomVq(Deep).Fit(data, cancellationToken: Token).ToBytes();
        foreach (int[] cuts in new int[][] { [], [3, 170], [1, 2, 3, 5, 150] })
        {
            using var parts = new Parts(data, null, cuts);
            Assert.Equal(wanted, TrainingRun.Start(Deep, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes());
        }
        NpyFile.Write(folder.At("rows.npy"), data);
        using var mapped = DataMatrix.MapNpy(folder.At("rows.npy"));
        Assert.Equal(wanted, new SomVq(Deep).Fit(mapped, cancellationToken: Token).ToBytes());
    }

    [Fact]
    public void Accuracy_counts_the_rows_that_stay()
    {
        var data = Groups();
        // Half of the rows that stay have the class of the others of their group.
        string[] classes =
        [
            .. Enumerable.Range(0, Count).Select(row => Stays(row) && row % 24 == 2 ? "odd" : $"group {row % 3}"),
        ];
        var model = new SomClassifier(Deep).Fit(data, classes, cancellationToken: Token);
        Assert.NotEmpty(model.Map.Children);
        Assert.Equal(25, Enumerable.Range(0, Count).Count(Stays));
        Assert.Equal(model.Score(data, classes), model.Map.TrainingAccuracy!.Value, 1e-12);
        Assert.Equal((Count - 13) / (double)Count, model.Map.TrainingAccuracy!.Value, 1e-12);
    }

    [Fact]
    public void Without_enough_rows_that_go_down_there_is_no_map_below()
    {
        double[,] values = new double[Count, 4];
        var data = Groups();
        int known = 0;
        for (int row = 0; row < Count; row++)
        for (int c = 0; c < 4; c++)
            values[row, c] = row % 3 == 2 && c == 3 && ++known > 15 ? double.NaN : data[row, c];
        var sparse = DataMatrix.From(values);
        var map = new SomVq(Deep).Fit(sparse, cancellationToken: Token);
        int neuron = map.Predict(sparse, Token)[2];
        Assert.True(map.Neurons[neuron].HitCount >= 20);
        Assert.DoesNotContain(neuron, map.Children.Keys);
        Assert.NotEmpty(map.Children);
    }

    private static bool Stays(int row) => row % 12 == 2;

    private static double[] Row(DataMatrix data, int row) => [.. Enumerable.Range(0, 4).Select(c => data[row, c])];

    /// <summary>Three groups of a hundred; in the third only the last column varies, and every fourth row lacks it.</summary>
    private static DataMatrix Groups()
    {
        var random = new Random(4);
        double[,] values = new double[Count, 4];
        for (int row = 0; row < Count; row++)
        for (int c = 0; c < 4; c++)
        {
            double spread = random.NextDouble() - 0.5;
            values[row, c] = (row % 3) switch
            {
                0 => 4 * spread,
                1 => 8 + (4 * spread),
                _ => c < 3 ? 20
                : Stays(row) ? double.NaN
                : -8 + (8 * spread),
            };
        }
        return DataMatrix.From(values);
    }
}
