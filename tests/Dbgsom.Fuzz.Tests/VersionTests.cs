using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Fuzz.Tests;

/// <summary>
/// Files that earlier versions wrote are read, and say the same; those of a later version are refused in one line. The files in <c>Models</c>
/// were written by the library as it was when the format had that version.
/// </summary>
public sealed class VersionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1.0", 10, 0, false, false)]
    [InlineData("1.1", 4, 2, true, false)]
    [InlineData("1.2", 4, 2, true, true)]
    public void A_model_of_every_version_is_read(string version, int neurons, int children, bool classes, bool outliers)
    {
        var map = SomMap.Load(At($"model-{version}.som.npz"));
        Assert.Equal((neurons, children, classes), (map.Neurons.Count, map.Children.Count, map.Classes is not null));
        Assert.Equal(["length", "width", "größe"], map.FeatureNames);
        Assert.Equal(Scaling.Standard, map.Options.Scaling);
        Assert.Equal(5u, map.Options.Seed);
        var rows = Seeds.Rows();
        // Each neuron's hits are those of the samples that are nearest to it now.
        var hits = new long[neurons];
        foreach (var match in Enumerable.Range(0, rows.RowCount).Zip(map.FindBestMatches(rows, 1)))
            hits[match.Second.Neuron]++;
        Assert.Equal(map.Neurons.Select(neuron => neuron.HitCount), hits);
        if (outliers)
            Assert.Equal(60, map.OutlierScores(rows).Length);
        else
            Assert.Throws<InvalidOperationException>(() => map.OutlierScores(rows));
        map.Save(folder.At("again.som.npz"));
        Assert.Equal(map.PredictLabel(rows), SomMap.Load(folder.At("again.som.npz")).PredictLabel(rows));
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.1")]
    [InlineData("1.2")]
    public void A_run_of_every_version_goes_on(string version)
    {
        using var rows = new LocalEngine(Seeds.Rows(), 1, version == "1.0" ? null : Labels);
        var run = TrainingRun.Resume(At($"run-{version}.run.npz"), rows);
        Assert.Equal(7, run.Epoch);
        while (!run.IsFinished)
            run.Advance();
        Assert.Equal(60, run.Finish().Neurons.Sum(neuron => neuron.HitCount));
    }

    [Theory]
    [InlineData("model-1.2.som.npz", "model.json")]
    [InlineData("run-1.2.run.npz", "run.json")]
    public void A_later_version_is_refused_and_a_later_minor_one_is_read(string file, string entry)
    {
        string path = Changed(file, entry, json => json["format"]!["major"] = 2);
        string message = Assert.Throws<InvalidDataException>(() => Load(path)).Message;
        Assert.Equal($"{path}: the file has format version 2; this library reads version 1", message);
        Load(Changed(file, entry, json => json["format"]!["minor"] = 9));
    }

    private static ClassLabels Labels => ClassLabels.From(Enumerable.Range(0, 60).Select(Color).ToArray());

    private static string Color(int row) =>
        (row % 3) switch
        {
            0 => "red",
            1 => "green",
            _ => "blau ü",
        };

    private string Changed(string file, string entry, Action<JsonNode> change)
    {
        var entries = ZipMutator.Read(File.ReadAllBytes(At(file)));
        int at = entries.FindIndex(one => one.Name == entry);
        var json = JsonNode.Parse(entries[at].Content)!;
        change(json);
        entries[at] = (entry, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
        File.WriteAllBytes(folder.At(file), ZipMutator.Write(entries, packed: false));
        return folder.At(file);
    }

    private static void Load(string path)
    {
        if (path.EndsWith(".som.npz", StringComparison.Ordinal))
        {
            SomMap.Load(path);
            return;
        }
        using var rows = new LocalEngine(Seeds.Rows(), 1, Labels);
        TrainingRun.Resume(path, rows);
    }

    private static string At(string name) => Path.Combine(AppContext.BaseDirectory, "Models", name);
}
