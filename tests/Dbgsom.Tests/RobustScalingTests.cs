using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Tests.Remote;
using Dbgsom.TestSupport;
using static Dbgsom.Tests.SmallMaps;

namespace Dbgsom.Tests;

/// <summary>Robust scaling is by medians, exact however the rows are cut.</summary>
public sealed class RobustScalingTests : IDisposable
{
    private static readonly string[] Names = ["a", "far", "flag", "same"];

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    /// <summary>1, 2, 4, 8, 100: median 4, deviations 3, 2, 0, 4, 96, whose median is 3.</summary>
    [Fact]
    public void An_example_by_hand()
    {
        var scaler = RobustScaler.Fit(
            DataMatrix.From(
                new double[,]
                {
                    { 8 },
                    { 1 },
                    { 100 },
                    { 4 },
                    { 2 },
                }
            )
        );
        Assert.Equal(4, scaler.Offset[0]);
        Assert.Equal(1.4826 * 3, scaler.Divisor[0]);
        // Of an even number the mean of the two in the middle: median 3, deviations 2, 1, 1, 5.
        scaler = RobustScaler.Fit(
            DataMatrix.From(
                new double[,]
                {
                    { 8 },
                    { 1 },
                    { 4 },
                    { 2 },
                }
            )
        );
        Assert.Equal(3, scaler.Offset[0]);
        Assert.Equal(1.4826 * 1.5, scaler.Divisor[0]);
    }

    /// <summary>Values that are equal but for rounding have no median deviation that could scale the others.</summary>
    [Fact]
    public void Rounding_is_no_deviation()
    {
        double[] values =
        [
            .. Enumerable
                .Range(0, 100)
                .Select(i =>
                    i < 40 ? 0.3
                    : i < 70 ? 0.1 + 0.2
                    : 1 + (i / 100.0)
                ),
        ];
        var scaler = RobustScaler.Fit(DataMatrix.From(values, 1));
        Assert.InRange(scaler.Divisor[0], 0.1, 2);
    }

    /// <summary>Against sorting, with weights as repeats, missing values, both signs, both zeros, ties and any magnitude.</summary>
    [Fact]
    public void Medians_are_those_of_sorted_values()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 60; trial++)
        {
            int rows = random.Next(4, 90);
            int columns = random.Next(1, 5);
            var values = new double[rows * columns];
            for (int i = 0; i < values.Length; i++)
                values[i] = random.Next(7) switch
                {
                    0 => double.NaN,
                    1 => -0.0,
                    2 => random.Next(-2, 3),
                    3 => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-200, 200)),
                    _ => random.NextDouble() - 0.5,
                };
            for (int row = 0; row < rows; row++)
                if (double.IsNaN(values[row * columns]))
                    values[row * columns] = row;
            double[] weights = [.. Enumerable.Range(0, rows).Select(_ => trial % 2 == 0 ? 1.0 : random.Next(0, 4))];
            weights[0] = weights[1] = 1;
            var data = DataMatrix.From(values, columns).WithSampleWeights(weights);
            using var engine = new LocalEngine(data, 1 + (trial % 3));
            var (medians, deviations) = ColumnMedians.Of(engine, 4, Token);
            for (int c = 0; c < columns; c++)
            {
                double[] known =
                [
                    .. Enumerable
                        .Range(0, rows)
                        .Where(row => !double.IsNaN(values[(row * columns) + c]))
                        .SelectMany(row => Enumerable.Repeat(values[(row * columns) + c], (int)weights[row])),
                ];
                double median = Median(known);
                Assert.Equal(median, medians[c]);
                Assert.Equal(Median([.. known.Select(value => Math.Abs(value - median))]), deviations[c]);
            }
        }
    }

    [Theory]
    [InlineData("euclidean")]
    [InlineData("manhattan")]
    public void The_same_bytes_in_parts_mapped_resumed_and_loaded(string metric)
    {
        var data = Make(1);
        var options = SomOptions.Default with
        {
            Metric = Named.Parse<Metric>(metric),
            Scaling = Scaling.Robust,
            TargetNeurons = 16,
            Epochs = 50,
            VerticalGrowth = true,
            MinSamplesVerticalGrowth = 10,
            Tau2 = 0.02,
        };
        var map = Fit(options, data);
        byte[] wanted = map.ToBytes();
        Assert.Equal(wanted, SomMap.Load(wanted, "the map").ToBytes());
        Assert.IsType<RobustScaler>(SomMap.Load(wanted, "the map").Scaler);
        Assert.Equal(
            wanted,
            new SomVq(options) { Threads = 3 }
                .Fit(data, cancellationToken: Token)
                .ToBytes()
        );
        using var parts = new Parts(data, null, 100, 180);
        Assert.Equal(wanted, TrainingRun.Start(options, parts.Engine, Token).Complete(cancellationToken: Token).ToBytes());
        using (var file = File.Create(folder.At("data.npy")))
            NpyFile.Write(file, data);
        using var mapped = DataMatrix.MapNpy(folder.At("data.npy")).WithFeatureNames(Names);
        Assert.Equal(wanted, Fit(options, mapped).ToBytes());
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows, Token);
        string note =
            "More than half of the values are equal in 'flag', so the median absolute deviation is 0; the standard deviation scales it instead.";
        Assert.Contains(run.StartDiagnostics, diagnostic => diagnostic.Message == note);
        run.Advance(Token);
        run.Save(folder.At("run.npz"));
        using var again = new LocalEngine(data, 3);
        Assert.Equal(wanted, TrainingRun.Resume(folder.At("run.npz"), again, Token).Complete(cancellationToken: Token).ToBytes());
        Assert.Contains(map.Diagnostics, diagnostic => diagnostic.Message == note);
        // A far value changes the standard deviation, and here nothing.
        Assert.InRange(map.Scaler!.Divisor[1], 0.3, 1);
        Assert.InRange(Fit(options with { Scaling = Scaling.Standard }, data).Scaler!.Divisor[1], 1e4, 1e6);
        Assert.Equal(data.Statistics().Deviation[2], map.Scaler.Divisor[2]);
        Assert.Equal((5.0, 1.0), (map.Scaler.Offset[3], map.Scaler.Divisor[3]));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = (values.Length - 1) / 2;
        return values.Length == 0 ? 0
            : values.Length % 2 == 1 ? values[middle]
            : values[middle] + ((values[middle + 1] - values[middle]) / 2);
    }

    private static DataMatrix Make(int seed)
    {
        var random = new Random(seed);
        return DataMatrix
            .From(
                [
                    .. Enumerable
                        .Range(0, 300)
                        .SelectMany(row =>
                            new[]
                            {
                                (row % 3) + random.NextDouble(),
                                row == 7 ? 1e6 : (row % 2) + (random.NextDouble() < 0.1 ? double.NaN : random.NextDouble()),
                                row % 5 == 0 ? 1 : 0,
                                5,
                            }
                        ),
                ],
                4
            )
            .WithFeatureNames(Names);
    }
}
