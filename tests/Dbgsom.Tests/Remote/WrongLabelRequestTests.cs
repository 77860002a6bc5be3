using System.Text.Json.Nodes;
using Dbgsom.Classification;
using Dbgsom.Distributed;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Tests.Remote;

/// <summary>Requests and sums of labels, classes and weights with one thing changed are refused before anything takes their sizes for granted.</summary>
public sealed class WrongLabelRequestTests
{
    private static readonly DataMatrix Data = DataMatrix
        .From(
            new double[,]
            {
                { 1, 2 },
                { 3, 4 },
                { 5, 7 },
                { 2, 2 },
            }
        )
        .WithSampleWeights([1, 0.5, 2, 1]);

    private static readonly ClassLabels Labels = ClassLabels.From(["x", "y", "x", "y"]);
    private static readonly SumGrid Grid = SumGrid.For(4, 10);
    private static readonly Assigner Neurons = new(Metric.Euclidean, [1, 2, 5, 7], 2);

    public static TheoryData<string, string> Requests =>
        new()
        {
            { "other labels", "is for 3 classes; the rows have 2" },
            { "no labels", "'labels' is 0; valid is 1 to 4096" },
            { "too many labels", "'labels' is 4097; valid is 1 to 4096" },
            { "group beyond", "not a whole number from 0 to 1" },
            { "other features", "'class' is for 1 features, the winners for 2" },
            { "classes of a refinement", "'classes' is 0; valid is 1 to 4096" },
            { "other classes", "is for 5 classes; the rows have 2" },
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_changed_request_is_refused(string change, string message)
    {
        byte[] request = change switch
        {
            "other labels" => Ask(Count(3)),
            "no labels" => Edited(Ask(Count(2)), json => json["content"]!["labels"] = 0),
            "too many labels" => Edited(Ask(Count(2)), json => json["content"]!["labels"] = 4097),
            "group beyond" => Changed(Ask(Count(2)), path => ChangedArchive.Replace<double>(path, "pass/groups.npy", [0, 2], 2)),
            "other features" => Ask(Count(2, new Assigner(Metric.Euclidean, [1, 2], 1))),
            "classes of a refinement" => Edited(Ask(ClassSums(2)), json => json["content"]!["classes"] = 0),
            _ => Ask(ClassSums(5)),
        };
        using var host = new PassHost(Data, 0, Labels, 1);
        string found = Assert.Throws<InvalidDataException>(() => host.Run(request)).Message;
        Assert.Contains(message, found, StringComparison.Ordinal);
        // It goes on afterwards.
        Assert.NotEmpty(host.Run(Ask(Count(2))));
    }

    public static TheoryData<string, string> Sums =>
        new()
        {
            { "pair beyond", "'by_group.npy' names the pair 0, 2; valid is below 2, 2" },
            { "more pairs", "'by_group' is 9000 where 'by_group.npy' has room for" },
            { "more labels", "'labels' is 9000 where 'rows.npy' has room for" },
            { "class beyond", "names neuron 0 with class 7, twice or of 2 neurons and 2 classes" },
            { "pair twice", "names neuron 0 with class 0, twice or of 2 neurons and 2 classes" },
            { "one neuron", "'neurons' is 1; valid is 2 to 1000000" },
            { "no classes", "'classes' is 0; sums by class have some" },
            { "fewer rows", "'counts.npy' counts 3 rows where there are 4" },
            { "weight below 0", "'masses.npy'" },
        };

    [Theory]
    [MemberData(nameof(Sums))]
    public void Changed_sums_are_refused(string change, string message)
    {
        using var host = new PassHost(Data, 0, Labels, 1);
        byte[] counts = host.Run(Ask(Count(2)));
        byte[] classes = host.Run(Ask(ClassSums(2)));
        byte[] masses = host.Run(Ask(new MassesPass()));
        byte[] sums = change switch
        {
            "pair beyond" => Changed(
                counts,
                path => ChangedArchive.Replace<double>(path, "by_group.npy", [0, 0, 0, 2, 1, 0], 6),
                json => json["content"]!["by_group"] = 3
            ),
            "more pairs" => Changed(counts, _ => { }, json => json["content"]!["by_group"] = 9000),
            "more labels" => Changed(counts, _ => { }, json => json["content"]!["labels"] = 9000),
            "class beyond" => Pairs([0, 7]),
            "pair twice" => Pairs([0, 0, 0, 0]),
            "one neuron" => Changed(classes, _ => { }, json => json["content"]!["neurons"] = 1),
            "no classes" => Changed(classes, _ => { }, json => json["content"]!["classes"] = 0),
            "fewer rows" => Changed(masses, path => ChangedArchive.Replace<double>(path, "counts.npy", [3], 1)),
            _ => Changed(masses, path => ChangedArchive.Replace<double>(path, "masses.npy", [1, 0.5, -2, 1], 4)),
        };
        string found = Assert.Throws<InvalidDataException>(() => PassSums.Merge([sums, sums], "answers")).Message;
        Assert.StartsWith("answers", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);

        byte[] Pairs(double[] pairs) =>
            Changed(
                classes,
                path => ChangedArchive.Replace(path, "pairs.npy", pairs, pairs.Length),
                json => json["content"]!["pairs"] = pairs.Length / 2
            );
    }

    /// <summary>By hand: rows 0 and 3 are near neuron 0, rows 1 and 2 near neuron 1 (row 1 is at 8 from the first and 13 from the second, squared).</summary>
    [Fact]
    public void What_is_counted_is_merged_exactly()
    {
        using var all = new PassHost(Data, 0, Labels, 1);
        using var first = new PassHost(Data.SelectRows([0, 1]), 0, Labels.Select([0, 1]), 1);
        using var last = new PassHost(Data.SelectRows([2, 3]), 2, Labels.Select([2, 3]), 1);
        byte[] request = Ask(Count(2));
        var counts = PassSums.Read<LabelCounts>(PassSums.Merge([last.Run(request), first.Run(request)]), "answers");
        Assert.Equal([(0, 0, 1.0), (0, 1, 1.5), (1, 0, 2.0)], counts.ByGroup.Ordered);
        Assert.Equal([2, 2], counts.Rows);
        Assert.Equal([0, 1], counts.Present);
        request = Ask(new MassesPass());
        var masses = PassSums.Read<FoundMasses>(PassSums.Merge([last.Run(request), first.Run(request)]), "answers");
        Assert.Equal([1, 0.5, 2, 1], masses.All);
        request = Ask(ClassSums(2));
        var sums = PassSums.Read<ClassSums>(PassSums.Merge([last.Run(request), first.Run(request)]), "answers");
        var sum = new double[2];
        Assert.True(sums.TryGet(0, 1, sum));
        // Half of row 1 and row 3.
        Assert.Equal([3.5, 4], sum);
        Assert.Equal([1, 1.5], sums.Mass.Of(0));
        Assert.False(sums.TryGet(1, 1, sum));
        var whole = PassSums.Read<ClassSums>(all.Run(request), "answers");
        Assert.True(whole.TryGet(1, 0, sum));
        Assert.Equal([10, 14], sum);
    }

    private static LabelCountPass Count(int labels, Assigner? ofClasses = null) =>
        new()
        {
            Assigner = Neurons,
            Groups = [0, 1],
            LabelCount = labels,
            MassGrid = Grid,
            Classes = ofClasses is null
                ? null
                : new ClassPass
                {
                    Assigner = ofClasses,
                    Vote = ClassVote.Winner,
                    Table = new ClassTable([1, 0, 0, 1], 2),
                    MassGrid = Grid,
                },
        };

    private static ClassSumsPass ClassSums(int classes) =>
        new()
        {
            Assigner = Neurons,
            Grids = new EpochGrids([Grid, Grid], Grid, Grid),
            ClassCount = classes,
        };

    private static byte[] Ask(ITravelingPass pass) => new PassRequest(2, FeatureSpace.AsGiven, null, "run", false).With(pass);

    private static byte[] Edited(byte[] request, Action<JsonObject> edit) =>
        Changed(request, path => ChangedArchive.Edit(path, "request.json", edit));

    private static byte[] Changed(byte[] bytes, Action<string> change, Action<JsonObject>? edit = null)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("changed.npz", bytes);
        change(path);
        if (edit is not null)
            ChangedArchive.Edit(path, "sums.json", edit);
        return File.ReadAllBytes(path);
    }
}
