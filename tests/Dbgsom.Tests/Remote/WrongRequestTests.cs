using System.Text.Json.Nodes;
using Dbgsom.Distributed;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Tests.Remote;

/// <summary>Requests and sums that are well formed, but made for other rows or another map: the kernels take sizes for granted, so these are refused before.</summary>
public sealed class WrongRequestTests
{
    private static readonly DataMatrix Data = DataMatrix.From(
        new double[,]
        {
            { 1, 2 },
            { 3, 4 },
            { 5, 7 },
            { 2, 2 },
            { 9, 1 },
        }
    );

    private static readonly SumGrid Grid = SumGrid.For(5, 10);

    public static TheoryData<string, string> Requests =>
        new()
        {
            { "columns of the request", "is for 3 features; the rows have 2" },
            { "columns of the pass", "is for 1 features; the rows have 2" },
            { "no map", "is for 3 neurons; valid is 4 to 40000" },
            { "other classes", "is for 2 classes; the rows have 0" },
            { "weights that shrink", "has 5 neurons, the map has 4" },
            { "weights far away", "too far from the neurons" },
            { "rows of no map", "is 7 in a map of 4 neurons" },
            { "rows of no metric", "'metric' is missing" },
            { "rows that begin nowhere", "does not say where the rows from 0 on begin" },
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_for_other_rows_is_refused(string wrong, string message)
    {
        var asGiven = FeatureSpace.AsGiven;
        var seen = asGiven with { Metric = Metric.Euclidean };
        RowChoice Choice(int neuron, FeatureSpace view, params (long, long)[] firstRows) =>
            new(null, view, new double[8], neuron, firstRows.ToDictionary(pair => pair.Item1, pair => pair.Item2));
        byte[] request = wrong switch
        {
            "columns of the request" => new PassRequest(3, asGiven, null, "run", false).With(new RangePass(3)),
            "columns of the pass" => Ask(new RangePass(1)),
            "no map" => Ask(Measure(new double[6], 0)),
            "other classes" => Ask(Measure(new double[8], 2)),
            "weights that shrink" => Ask(Epoch(new double[8], new double[10])),
            "weights far away" => Ask(Measure([.. Enumerable.Repeat(1e200, 8)], 0)),
            "rows of no map" => Ask(new RangePass(2), Choice(7, seen)),
            "rows of no metric" => Ask(new RangePass(2), Choice(0, asGiven)),
            _ => Ask(new RangePass(2), Choice(0, seen, (17, 0))),
        };
        using var host = new PassHost(Data, 0, threads: 1);
        string found = Assert.Throws<InvalidDataException>(() => host.Run(request)).Message;
        Assert.Contains(message, found, StringComparison.Ordinal);
        // It goes on afterwards.
        Assert.NotEmpty(host.Run(Ask(new RangePass(2))));
    }

    /// <summary>What the rows hold of one map is not used for another one that says it is of the same run.</summary>
    [Fact]
    public void Winners_of_a_larger_map_are_not_taken_for_those_of_a_smaller_one()
    {
        using var host = new PassHost(Data, 0, threads: 1);
        double[] nine = [.. Enumerable.Range(0, 18).Select(i => (double)(17 - i))];
        double[] four = nine[10..];
        host.Run(Ask(Epoch(nine, null, epoch: 0)));
        byte[] after = host.Run(Ask(Epoch(four, four, epoch: 1)));
        using var fresh = new PassHost(Data, 0, threads: 1);
        Assert.Equal(fresh.Run(Ask(Epoch(four, four, epoch: 1))), after);
    }

    [Fact]
    public void Sums_of_different_sizes_or_grids_are_not_merged()
    {
        Refused(PassSums.Write(new RangeSums(2)), PassSums.Write(new RangeSums(3)));
        Refused(Sums(4, 2, Grid), Sums(5, 2, Grid));
        Refused(Sums(4, 2, Grid), Sums(4, 3, Grid));
        Refused(Sums(4, 2, Grid), Sums(4, 2, SumGrid.For(5, 1000)));
        Refused(PassSums.Write(new DigitSums(5, Grid)), PassSums.Write(new DigitSums(6, Grid)));
        Refused(PassSums.Write(new Shares(1)), PassSums.Write(new Shares(2)));
        Assert.NotEmpty(PassSums.Merge([Sums(4, 2, Grid), Sums(4, 2, Grid)]));
    }

    /// <summary>A size is believed only as far as the array that has to be of that size is there: two values take 16 bytes and a header.</summary>
    [Theory]
    [InlineData(0, true, "'columns' is 0 where 'minimum.npy' has room for")]
    [InlineData(1000, true, "'columns' is 1000 where 'minimum.npy' has room for")]
    [InlineData(1, false, "'columns' is 1 where 'minimum.npy' has room for 0")]
    public void Sums_that_claim_more_than_they_hold_are_refused(int columns, bool hasArray, string message)
    {
        byte[] sums = ArchiveWriter.ToBytes(archive =>
        {
            if (hasArray)
                archive.Vector("minimum.npy", new double[2]);
            archive.Json("sums.json", new JsonObject { ["columns"] = columns });
        });
        using var archive = new ArchiveReader(sums, "sums");
        var json = archive.Json("sums.json");
        string found = Assert.Throws<InvalidDataException>(() => archive.Claimed(json, "columns", "minimum.npy", 1)).Message;
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_of_another_pass_are_no_answer()
    {
        var rows = new RemoteEngine(new RemoteRows(5, 2), (_, _) => PassSums.Write(new RangeSums(7)), "run");
        string message = Assert.Throws<InvalidDataException>(() => TrainingRun.Start(SomOptions.Default, rows)).Message;
        Assert.Contains("the sums of pass 'range'", message, StringComparison.Ordinal);
    }

    private static void Refused(params byte[][] parts) =>
        Assert.Contains(
            "different numbers of neurons",
            Assert.Throws<InvalidDataException>(() => PassSums.Merge(parts)).Message,
            StringComparison.Ordinal
        );

    private static byte[] Sums(int neurons, int columns, SumGrid grid) =>
        PassSums.Write(new EpochSums(neurons, Grids(columns, grid), 0));

    private static EpochGrids Grids(int columns, SumGrid grid) => new([.. Enumerable.Repeat(grid, columns)], grid, grid);

    private static byte[] Ask(ITravelingPass pass, RowChoice? choice = null) =>
        new PassRequest(2, FeatureSpace.AsGiven, choice, "run", false).With(pass);

    private static MeasurePass Measure(double[] weights, int classes) =>
        new()
        {
            Assigner = new Assigner(Metric.Euclidean, weights, 2),
            Grids = Grids(0, Grid),
            DensityWidth = 1,
            ClassCount = classes,
        };

    private static EpochPass Epoch(double[] weights, double[]? before, int epoch = 1) =>
        new()
        {
            Epoch = before is null ? 0 : epoch,
            NeuronCount = weights.Length / 2,
            Columns = 2,
            Weighting = Weighting.Uniform,
            TotalVariance = 1,
            Grids = Grids(2, Grid),
            ClassCount = 0,
            Search = new Dbgsom.Search.PlannedSearch
            {
                Metric = Metric.Euclidean,
                Columns = 2,
                Epoch = before is null ? 0 : epoch,
                Weights = weights,
                Before = before,
            },
        };
}
