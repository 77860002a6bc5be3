using Dbgsom.Passes;
using Dbgsom.Search;
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
            { "weights of three neurons before", "contradicts itself" },
            { "sigma", "contradicts itself" },
            { "epoch", "'epoch' is -1; valid is at least 0" },
            { "phase", "phase" },
            { "fingerprint", "'data_fingerprint' is no hexadecimal number" },
            { "model", "dbgsom-model" },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_run_is_refused_with_what_is_wrong(string damage, string message)
    {
        string path = folder.Path("run.npz");
        using var rows = new LocalEngine(Data, 1);
        var options = SomOptions.Reference with { PointerSearch = PhaseScope.All, Lambda = 10 };
        var run = TrainingRun.Start(options, rows);
        while (run.NeuronCount == 4)
            run.Advance(rows);
        run.Save(path, rows);
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
            "weights of three neurons before" => () => ChangedArchive.Replace(path, "previous_weights.npy", new double[9], 3, 3),
            "sigma" => () => ChangedArchive.Edit(path, "run.json", json => json["sigma"] = 0),
            "epoch" => () => ChangedArchive.Edit(path, "run.json", json => json["epoch"] = -1),
            "phase" => () => ChangedArchive.Edit(path, "run.json", json => json["phase"] = "Late"),
            "fingerprint" => () => ChangedArchive.Edit(path, "run.json", json => json["data_fingerprint"] = "x"),
            _ => () => ChangedArchive.Edit(path, "run.json", json => json["format"]!["kind"] = "dbgsom-model"),
        };
        apply();
        string found = Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(path, rows)).Message;
        Assert.Contains("run.npz", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }
}
