using Dbgsom.Mixtures;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Mixtures;

/// <summary>Mixture coefficients as a map gives them.</summary>
public sealed class MapMixtureTests
{
    private static readonly DataMatrix Data = SameBitsTests.Make(700, 5, 3);
    private static readonly SomMap Map = new SomVq(new SomOptions { Scaling = Scaling.Standard, TargetNeurons = 40 }).Fit(Data);

    [Fact]
    public void Rows_are_scaled_as_for_training_and_dense_is_sparse_with_zeros()
    {
        var dense = Map.MixtureCoefficients(Data);
        var sparse = Map.SparseMixtureCoefficients(Data);
        Assert.Equal((Data.RowCount, Map.Neurons.Count), (sparse.RowCount, sparse.ColumnCount));
        Assert.Equal(dense, sparse.ToDense());
        Assert.Equal(dense.Cast<double>().Count(a => a != 0), sparse.StoredCount);
        var scaled = Map.Scaler!.Transform(Data);
        double[][] prototypes = [.. Map.Weights.Values.ToArray().Chunk(5)];
        for (int row = 0; row < Data.RowCount; row++)
        {
            var sample = new double[5];
            scaled.CopyRow(row, sample);
            var expected = Mixture.Of(prototypes, sample).CheckOptimal().Coefficients;
            Assert.Equal(expected, Enumerable.Range(0, prototypes.Length).Select(neuron => dense[row, neuron]));
            Assert.Equal(sparse.Indices(row).ToArray(), sparse.Indices(row).ToArray().Order());
            Assert.Equal(expected.Where(a => a > 0), sparse.Values(row).ToArray());
        }
    }

    [Fact]
    public void The_metric_makes_no_difference_to_the_sample()
    {
        double[,] rows =
        {
            { 10, 0 },
            { 30, 40 },
        };
        foreach (var metric in Metric.All)
        {
            var map = new SomVq(new SomOptions { Metric = metric, Scaling = Scaling.None }).Fit(SampleData.Shapes());
            double[][] prototypes = [.. map.Weights.Values.ToArray().Chunk(2)];
            var found = map.MixtureCoefficients(DataMatrix.From(rows));
            for (int row = 0; row < 2; row++)
                Assert.Equal(
                    Mixture.Of(prototypes, [rows[row, 0], rows[row, 1]]).Coefficients,
                    Enumerable.Range(0, prototypes.Length).Select(neuron => found[row, neuron])
                );
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        double[] one = Flat(1);
        foreach (int threads in new[] { 2, 3, 7 })
            Assert.Equal(one, Flat(threads));

        static double[] Flat(int threads)
        {
            using var rows = new LocalEngine(Data, threads);
            var pass = new MixturePass(
                new ScaledPrototypes(Map.Weights),
                Data.RowCount,
                null,
                TestContext.Current.CancellationToken
            );
            return [.. pass.Result(rows.Run(pass, CancellationToken.None)).ToDense().Cast<double>()];
        }
    }

    [Fact]
    public void Progress_ascends_to_one()
    {
        var shares = new Shares();
        Map.MixtureCoefficients(Data, shares, TestContext.Current.CancellationToken);
        Assert.Equal(1, shares.Seen[^1]);
        Assert.Equal(shares.Seen.Order().Distinct(), shares.Seen);
        Assert.True(shares.Seen[0] is > 0 and < 1);
    }

    [Fact]
    public void Cancellation_ends_the_call()
    {
        using var source = new CancellationTokenSource();
        var shares = new Shares { Then = source.Cancel };
        Assert.ThrowsAny<OperationCanceledException>(() => Map.MixtureCoefficients(Data, shares, source.Token));
        Assert.True(shares.Seen[^1] < 1);
        Assert.ThrowsAny<OperationCanceledException>(() => Map.SparseMixtureCoefficients(Data, null, source.Token));
    }

    [Fact]
    public void Coefficients_beyond_double_are_refused_by_row()
    {
        using var rows = new LocalEngine(DataMatrix.From([new[] { 1.0 }, [-1e200], [1e200], [1e250]]));
        var pass = new MixturePass(
            new ScaledPrototypes(new WeightMatrix([1e-200], 1)),
            4,
            null,
            TestContext.Current.CancellationToken
        );
        var sums = rows.Run(pass, TestContext.Current.CancellationToken);
        Assert.Contains("row 2", Assert.Throws<ArgumentException>(() => pass.Result(sums)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Map.MixtureCoefficients(SampleData.Shapes()));
        Assert.Throws<ArgumentNullException>(() => Map.MixtureCoefficients(null!));
        var sparse = Map.SparseMixtureCoefficients(Data);
        Assert.Throws<ArgumentOutOfRangeException>(() => sparse.Indices(Data.RowCount).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => sparse.Values(-1).Length);
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> Seen { get; } = [];

        public Action Then { get; init; } = () => { };

        public void Report(double value)
        {
            Seen.Add(value);
            Then();
        }
    }
}
