using System.IO.Compression;
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
            { "no map", "is for 1 neurons; valid is 2 to 1000000" },
            { "other classes", "is for 2 classes; the rows have 0" },
            { "weights that shrink", "has 5 neurons, the map has 4" },
            { "weights far away", "to the neurons is not finite" },
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
            "no map" => Ask(Measure(new double[2], 0)),
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

    /// <summary>Requests and sums as they are written, each with one thing changed.</summary>
    public static TheoryData<string, string> Changes =>
        new()
        {
            { "too many levels", "'choices' go down further than " },
            { "no list of levels", "'choices' is not a list of objects" },
            { "unknown pass", "unknown pass 'guess'" },
            { "another kind", "this is a dbgsom-model file; a dbgsom-pass file is needed" },
            { "another version", "the file has format version 2; this library reads version 1" },
            { "no digit", "'shift' is 3; valid is a multiple of 8 from 0 to 56" },
            { "ranks of no column", "'columns' names a column beyond 1" },
            { "too many beginnings", "'counts' does not say a number from 1 to 256 for each of 1 columns" },
            { "more groups than a pass counts", "'groups' is 4097; valid is 1 to 4096" },
            { "groups behind the last", "'first' is 1 for 5 groups of a map of 4 neurons" },
            { "no beginnings", "'counts' has a sum of 0; valid is 1 to 1024" },
            { "epoch below 0", "'epoch' is -1; the first is 0" },
            { "unknown weighting", "the file contradicts itself ('light' is not one of robust, robust-growth, uniform)" },
            { "anchors without weights", "'anchors.npy' has not one point for each row of 'previous_weights.npy'" },
            { "weights from before the begin", "the request has weights of an epoch before that from which it is to begin" },
            { "wanted twice", "the file contradicts itself" },
            { "part of a row", "'pass/rows.npy' holds 0.5 at 0, not a whole number from 0 to " },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_request_is_refused(string change, string message)
    {
        double[] four = [1, 2, 3, 4, 5, 6, 7, 8];
        byte[] request = change switch
        {
            "too many levels" => Edited(
                Ask(new RangePass(2)),
                json =>
                    json["choices"] = new JsonArray([
                        .. Enumerable.Range(0, SomOptions.MaxDepthLimit + 1).Select(_ => (JsonNode)new JsonObject()),
                    ])
            ),
            "no list of levels" => Edited(Ask(new RangePass(2)), json => json["choices"] = new JsonArray(1)),
            "unknown pass" => Edited(Ask(new RangePass(2)), json => json["pass"] = "guess"),
            "another kind" => Edited(Ask(new RangePass(2)), json => json["format"]!["kind"] = "dbgsom-model"),
            "another version" => Edited(Ask(new RangePass(2)), json => json["format"]!["major"] = 2),
            "no digit" => Edited(Ask(Ranks()), json => json["content"]!["shift"] = 3),
            "ranks of no column" => Edited(Ask(Ranks()), json => json["content"]!["columns"] = new JsonArray(2)),
            "too many beginnings" => Edited(Ask(Ranks()), json => json["content"]!["counts"] = new JsonArray(257)),
            "more groups than a pass counts" => Edited(Ask(Digits()), json => json["content"]!["groups"] = 4097),
            "groups behind the last" => Edited(Ask(Digits()), json => json["content"]!["first"] = 1),
            "no beginnings" => Edited(
                Ask(Ranks()),
                json => (json["content"]!["columns"], json["content"]!["counts"]) = (new JsonArray(), new JsonArray())
            ),
            "epoch below 0" => Edited(Ask(Epoch(four, four)), json => json["content"]!["epoch"] = -1),
            "unknown weighting" => Edited(Ask(Epoch(four, four)), json => json["content"]!["weighting"] = "light"),
            "anchors without weights" => Changed(
                Ask(Epoch(four, four)),
                path =>
                {
                    ChangedArchive.Replace(path, "pass/previous_weights.npy", four, 4, 2);
                    using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
                    NpzFile.Add(archive, "pass/anchors.npy", stream => NpyFile.Write<float>(stream, new float[10], [5, 2]));
                }
            ),
            "weights from before the begin" => Edited(Ask(Epoch(four, four)), json => json["rewind"] = true),
            "wanted twice" => Changed(
                Ask(new SharePass(new Assigner(Metric.Euclidean, four, 2), [1, 2], 0)),
                path => ChangedArchive.Replace<double>(path, "pass/wanted.npy", [1, 1], 2)
            ),
            _ => Changed(Ask(new RowsPass([3])), path => ChangedArchive.Replace(path, "pass/rows.npy", [0.5], 1)),
        };
        using var host = new PassHost(Data, 0, threads: 1);
        string found = Assert.Throws<InvalidDataException>(() => host.Run(request)).Message;
        Assert.Contains(message, found, StringComparison.Ordinal);
        Assert.NotEmpty(host.Run(Ask(new RangePass(2))));
    }

    /// <summary>Each column may have 256 beginnings, but not all of them at once.</summary>
    [Fact]
    public void A_request_for_more_beginnings_than_an_answer_holds_is_refused()
    {
        int[] columns = [0, 1, 2, 3, 4];
        int[] counts = Array.ConvertAll(columns, _ => 256);
        byte[] request = new PassRequest(5, FeatureSpace.AsGiven, null, "run", false).With(
            new RankDigitPass(columns, counts, new ulong[1280], DigitPass.FirstShift, Grid)
        );
        using var host = new PassHost(DataMatrix.From(new double[10], 5), 0, threads: 1);
        string found = Assert.Throws<InvalidDataException>(() => host.Run(request)).Message;
        Assert.Contains("'counts' has a sum of 1280; valid is 1 to 1024", found, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> SumChanges =>
        new()
        {
            { "unknown sums", "answers: there are no sums of the kind 'guess'" },
            { "too few groups", "'groups' is 0; valid is 1 to 4096" },
            { "digits of no group", "'places.npy' names a group that does not exist" },
            { "too many groups", "'groups' is 1025; valid is 1 to 1024" },
            { "negative share", "'wanted' is -1; valid is 0 to 40000" },
            { "digest", "'digests' hold 'xyz', which is not a hexadecimal number" },
            { "most digests", "'most' is not between 0 and 40000" },
            { "fingerprint", "'fingerprint' is not a hexadecimal number" },
            { "pair beyond", "'pairs.npy' names a neuron that does not exist" },
            { "too many classes", "'classes' is 2 where 'class_mass_ones.npy' has room for 0 at most and 1 are needed" },
            { "one neuron", "'neurons' is 1; valid is 2 to 1000000" },
        };

    [Theory]
    [MemberData(nameof(SumChanges))]
    public void Changed_sums_are_refused(string change, string message)
    {
        var digits = new DigitSums(5, Grid);
        digits.Add(3, 2, 1);
        byte[] share = PassSums.Write(new Shares(1));
        byte[] distinct = PassSums.Write(new DistinctRows(2));
        byte[] range = PassSums.Write(new RangeSums(2));
        using var host = new PassHost(Data, 0, threads: 1);
        byte[] measure = host.Run(Ask(Measure([1, 2, 3, 4, 5, 6, 7, 8], 0)));
        byte[] sums = change switch
        {
            "unknown sums" => EditedSums(range, json => json["sums"] = "guess"),
            "too few groups" => EditedSums(PassSums.Write(digits), json => json["content"]!["groups"] = 0),
            "digits of no group" => Changed(
                PassSums.Write(digits),
                path => ChangedArchive.Replace<double>(path, "places.npy", [1e9], 1)
            ),
            "too many groups" => EditedSums(PassSums.Write(new RankDigits(2, Grid)), json => json["content"]!["groups"] = 1025),
            "negative share" => EditedSums(share, json => json["content"]!["wanted"] = -1),
            "digest" => EditedSums(distinct, json => json["content"]!["digests"] = new JsonArray("xyz")),
            "most digests" => EditedSums(distinct, json => json["content"]!["most"] = 40_001),
            "fingerprint" => EditedSums(range, json => json["content"]!["fingerprint"] = "0x1"),
            "pair beyond" => Changed(
                measure,
                path =>
                {
                    ChangedArchive.Edit(path, "sums.json", json => json["content"]!["pairs"] = 1);
                    ChangedArchive.Replace<double>(path, "pairs.npy", [0, 4], 2);
                    ChangedArchive.Replace<double>(path, "pair_mass.npy", [0, 0], 2);
                }
            ),
            "too many classes" => EditedSums(measure, json => json["content"]!["classes"] = 2),
            _ => EditedSums(measure, json => json["content"]!["neurons"] = 1),
        };
        string found = Assert.Throws<InvalidDataException>(() => PassSums.Merge([sums, sums], "answers")).Message;
        Assert.StartsWith("answers", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_the_rows_themselves_is_not_sent()
    {
        using var parts = new Parts(Data.WithSampleWeights([1, 0.5, 2, 1, 3]), null, 2);
        Assert.True(parts.Engine.HasMasses);
        Assert.Equal((0.5, 3.0), (parts.Engine.Mass(1), parts.Engine.Mass(4)));
        Assert.Equal([9, 1], parts.Engine.ReadRow(4));
        Refuses(
            "NearestPass is not made for rows on other machines",
            () =>
                parts.Engine.Run(
                    new NearestPass(new Assigner(Metric.Euclidean, [0, 0, 1, 1], 2), 1, new BestMatch[5]),
                    CancellationToken.None
                )
        );
        Refuses("pointer search depends on the winners of all previous epochs", () => parts.Engine.SaveWinners());
        Refuses("pointer search depends on the winners of all previous epochs", () => parts.Engine.RestoreWinners(1, [0]));
        Refuses(
            "only a planned search can be sent to other machines",
            () =>
                Ask(
                    new EpochPass
                    {
                        Epoch = 0,
                        NeuronCount = 4,
                        Columns = 2,
                        Weighting = Weighting.Uniform,
                        TotalVariance = 1,
                        Grids = Grids(2, Grid),
                        ClassCount = 0,
                        Follows = false,
                        Search = new Dbgsom.Search.FullSearch(Metric.Euclidean, new double[8], 2),
                    }
                )
        );

        static void Refuses(string message, Action action) =>
            Assert.StartsWith(message, Assert.Throws<NotSupportedException>(action).Message, StringComparison.Ordinal);
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

    private static byte[] Edited(byte[] request, Action<JsonObject> edit) =>
        Changed(request, path => ChangedArchive.Edit(path, "request.json", edit));

    private static byte[] EditedSums(byte[] sums, Action<JsonObject> edit) =>
        Changed(sums, path => ChangedArchive.Edit(path, "sums.json", edit));

    private static byte[] Changed(byte[] bytes, Action<string> change)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("changed.npz", bytes);
        change(path);
        return File.ReadAllBytes(path);
    }

    private static byte[] Sums(int neurons, int columns, SumGrid grid) =>
        PassSums.Write(new EpochSums(neurons, Grids(columns, grid), 0));

    private static EpochGrids Grids(int columns, SumGrid grid) => new([.. Enumerable.Repeat(grid, columns)], grid, grid);

    private static byte[] Ask(ITravelingPass pass, RowChoice? choice = null) =>
        new PassRequest(2, FeatureSpace.AsGiven, choice, "run", false).With(pass);

    private static DigitPass Digits()
    {
        var assigner = new Assigner(Metric.Euclidean, [1, 2, 3, 4, 5, 6, 7, 8], 2);
        var kept = new RemoteDistances("kept");
        kept.FoundBy = new SearchPass(assigner, kept, KeptParts.None);
        return new DigitPass(kept, 4, 0, new double[5], new ulong[5], DigitPass.FirstShift, Grid);
    }

    private static RankDigitPass Ranks() => new([1], [1], [0], DigitPass.FirstShift, Grid);

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
            Follows = before is not null,
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
