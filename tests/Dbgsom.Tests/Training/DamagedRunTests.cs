using System.Text.Json.Nodes;
using Dbgsom.Options;
using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

/// <summary>What a run file says of the state between two epochs is checked before training goes on from it.</summary>
public sealed class DamagedRunTests : IDisposable
{
    private static readonly DataMatrix Data = SameBitsTests.Make(400, 3, 8);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Damages =>
        new()
        {
            { "winner beyond", "'winners.npy' names a neuron that does not exist" },
            { "winner below zero", "'winners.npy'" },
            { "winners too few", "'winners.npy'" },
            { "weights without column", "'weights.npy' has no column" },
            { "more weights before", "contradicts itself" },
            { "weights of one neuron before", "contradicts itself" },
            { "sigma", "contradicts itself" },
            { "epoch", "'epoch' is -1; valid is at least 0" },
            { "phase", "phase" },
            { "fingerprint", "'data_fingerprint' is not a hexadecimal number" },
            { "model", "dbgsom-model" },
            { "beyond its end", "the run is at epoch " },
            { "options", "'options' are not valid: lambda is -1" },
            { "constant columns", "'constant_columns' names a column beyond 2" },
            { "constant column twice", "'constant_columns' names a column twice" },
            { "constant columns that are none", "'constant_columns' is not a list of whole numbers" },
            { "constant columns that are no list", "'constant_columns' is not a list of whole numbers" },
            { "counted rows", "'counted_rows' is not a whole number" },
            { "greatest mass", "'greatest_mass' is 401; valid is 0 to 400" },
            { "places", "'positions.npy' holds a place that no map of this size reaches" },
            { "too many neurons", "the map has 1000001 neurons; 1000000 are possible" },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_run_is_refused_with_what_is_wrong(string damage, string message)
    {
        string path = folder.At("run.npz");
        using var rows = new LocalEngine(Data, 1);
        var options = SomOptions.Reference with { PointerSearch = PhaseScope.All, Lambda = 10 };
        var run = TrainingRun.Start(options, rows);
        while (run.NeuronCount == 4)
            run.Advance();
        run.Save(path);
        int neurons = run.History[^1].Neurons;
        int after = run.History[^1].NeuronsAfter;
        Assert.True(neurons < after);
        int[] winners = new int[400];
        // A neuron that has grown after these winners were found is none that they can name.
        winners[7] = damage == "winner beyond" ? neurons : -1;
        Action apply = damage switch
        {
            "winner beyond" or "winner below zero" => () => ChangedArchive.Replace(path, "winners.npy", winners, 400),
            "winners too few" => () => ChangedArchive.Replace(path, "winners.npy", new int[399], 399),
            "weights without column" => () => ChangedArchive.Replace<double>(path, "weights.npy", [], after, 0),
            "more weights before" => () =>
                ChangedArchive.Replace(path, "previous_weights.npy", new double[(after + 1) * 3], after + 1, 3),
            "weights of one neuron before" => () => ChangedArchive.Replace(path, "previous_weights.npy", new double[3], 1, 3),
            "sigma" => () => ChangedArchive.Edit(path, "run.json", json => json["sigma"] = 0),
            "epoch" => () => ChangedArchive.Edit(path, "run.json", json => json["epoch"] = -1),
            "phase" => () => ChangedArchive.Edit(path, "run.json", json => json["phase"] = "Late"),
            "fingerprint" => () => ChangedArchive.Edit(path, "run.json", json => json["data_fingerprint"] = "x"),
            "beyond its end" => () => ChangedArchive.Edit(path, "run.json", json => json["options"]!["epochs"] = 1),
            "options" => () => ChangedArchive.Edit(path, "run.json", json => json["options"]!["lambda"] = -1),
            "constant columns" => () =>
                ChangedArchive.Edit(path, "run.json", json => json["constant_columns"] = new JsonArray(3)),
            "constant column twice" => () =>
                ChangedArchive.Edit(path, "run.json", json => json["constant_columns"] = new JsonArray(2, 2)),
            "constant columns that are none" => () =>
                ChangedArchive.Edit(path, "run.json", json => json["constant_columns"] = new JsonArray("x")),
            "constant columns that are no list" => () =>
                ChangedArchive.Edit(path, "run.json", json => json["constant_columns"] = 1),
            "counted rows" => () => ChangedArchive.Edit(path, "run.json", json => json["counted_rows"] = 1.5),
            "greatest mass" => () => ChangedArchive.Edit(path, "run.json", json => json["greatest_mass"] = 401),
            "places" => () =>
            {
                int[] places = new int[2 * after];
                places[1] = after + 1;
                ChangedArchive.Replace(path, "positions.npy", places, after, 2);
            },
            "too many neurons" => () =>
            {
                ChangedArchive.Replace(path, "weights.npy", new double[1_000_001 * 3], 1_000_001, 3);
                ChangedArchive.Replace(path, "epoch_created.npy", new int[1_000_001], 1_000_001);
                ChangedArchive.Replace(path, "error.npy", new double[1_000_001], 1_000_001);
            },
            _ => () => ChangedArchive.Edit(path, "run.json", json => json["format"]!["kind"] = "dbgsom-model"),
        };
        apply();
        string found = Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(path, rows)).Message;
        Assert.Contains("run.npz", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    /// <summary>A run that goes elsewhere as bytes goes on there as if it had not stopped.</summary>
    [Fact]
    public void The_bytes_of_a_run_are_the_run()
    {
        var options = SomOptions.Default with { TargetNeurons = 12 };
        using var rows = new LocalEngine(Data, 1);
        var run = TrainingRun.Start(options, rows);
        for (int epoch = 0; epoch < 5; epoch++)
            run.Advance();
        byte[] bytes = run.ToBytes();
        string path = folder.Write("bytes.npz", bytes);
        using var others = new LocalEngine(Data, 2);
        var resumed = TrainingRun.Resume(bytes, "the run of job 7", others, TestContext.Current.CancellationToken);
        Assert.Equal(5, resumed.Epoch);
        byte[] wanted = new SomVq(options).Fit(Data, cancellationToken: TestContext.Current.CancellationToken).ToBytes();
        Assert.Equal(wanted, resumed.Complete(cancellationToken: TestContext.Current.CancellationToken).ToBytes());
        Assert.Equal(
            wanted,
            TrainingRun.Resume(path, others).Complete(cancellationToken: TestContext.Current.CancellationToken).ToBytes()
        );
        bytes[^30] ^= 1;
        Assert.StartsWith(
            "the run of job 7: ",
            Assert
                .Throws<InvalidDataException>(() =>
                    TrainingRun.Resume(bytes, "the run of job 7", others, TestContext.Current.CancellationToken)
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Options_as_text_come_back_and_are_checked()
    {
        var options = SomOptions.Reference with { Lambda = 7.5, Metric = Metric.Cosine, MaxNeurons = 99 };
        string text = OptionsJson.ToText(options);
        Assert.Equal(options, OptionsJson.Parse(text, "job"));
        string found = Assert
            .Throws<InvalidDataException>(() => OptionsJson.Parse(text.Replace("99", "3", StringComparison.Ordinal), "job"))
            .Message;
        Assert.StartsWith("job: 'options' are not valid: max-neurons is 3; valid is ", found, StringComparison.Ordinal);
        Assert.Equal(
            "job: this is not JSON (line 1, byte 1)",
            Assert.Throws<InvalidDataException>(() => OptionsJson.Parse("{", "job")).Message
        );
        Assert.Equal(
            "job: a JSON object is expected",
            Assert.Throws<InvalidDataException>(() => OptionsJson.Parse("[1]", "job")).Message
        );
    }
}
