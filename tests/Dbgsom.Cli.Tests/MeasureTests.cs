using System.Globalization;
using System.Text.Json.Nodes;
using Dbgsom.Measures;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>dbgsom measure prints what the library measures; what takes its time only where it is asked for.</summary>
public sealed class MeasureTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] OfPairs =
    [
        "trustworthiness",
        "neighborhood_preservation",
        "neighbors",
        "c_measure",
        "c_measure_pair_mean",
        "samples_measured",
    ];

    [Fact]
    public void The_measures_of_the_library()
    {
        var map = SomMap.Load(work.At("shapes.som.npz"));
        var data = SampleData.Shapes();
        var json = Json();
        Assert.Equal(map.ExplainedVariance(data), (double)json["explained_variance"]!);
        Assert.Equal(map.CombinedError(data), (double)json["combined_error"]!);
        Assert.Equal(map.MeanTiedRank(data), (double)json["mean_tied_rank"]!);
        Assert.Equal(map.Distortion(data), (double)json["distortion"]!);
        foreach (string name in OfPairs)
            Assert.False(json.ContainsKey(name), name);
        string text = work.Run("measure", "shapes.som.npz", "shapes.npy").Done();
        foreach (string name in new[] { "explained variance", "combined error", "distortion" })
            Assert.Contains(name, text, StringComparison.Ordinal);
        Assert.DoesNotContain("trustworthiness", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_adds_those_of_pairs()
    {
        var map = SomMap.Load(work.At("shapes.som.npz"));
        var data = SampleData.Shapes();
        var json = Json("--all");
        Assert.Equal(map.Trustworthiness(data).Value, (double)json["trustworthiness"]!);
        Assert.Equal(map.NeighborhoodPreservation(data).Value, (double)json["neighborhood_preservation"]!);
        Assert.Equal((5, 2400), ((int)json["neighbors"]!, (int)json["samples_measured"]!));
        Assert.Equal(map.CMeasure(data).Sum, (double)json["c_measure"]!);
        Assert.Equal(map.CMeasure(data).PairMean, (double)json["c_measure_pair_mean"]!);
        var whole = work.Run("measure", "shapes.som.npz", "shapes.npy", "--all");
        Assert.Contains("trustworthiness", whole.Done(), StringComparison.Ordinal);
        Assert.Contains("(5 neighbors)", whole.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", whole.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbors_and_sample_are_those_asked_for()
    {
        var map = SomMap.Load(work.At("shapes.som.npz"));
        var data = SampleData.Shapes();
        var json = Json("--all", "--neighbors", "12", "--sample", "300");
        Assert.Equal(map.Trustworthiness(data, 12, 300).Value, (double)json["trustworthiness"]!);
        Assert.Equal(map.NeighborhoodPreservation(data, 12, 300).Value, (double)json["neighborhood_preservation"]!);
        Assert.Equal((12, 300), ((int)json["neighbors"]!, (int)json["samples_measured"]!));
        Assert.Contains(
            "300 of 2,400 samples",
            work.Run("measure", "shapes.som.npz", "shapes.npy", "--all", "--sample", "300").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Refused("add --all", 2, "--neighbors", "3");
        Refused("add --all", 2, "--sample", "30");
        Refused("--neighbors: '0' is not a whole number of at least 1", 2, "--all", "--neighbors", "0");
        Refused("--sample: '2' is not a whole number of at least 3", 2, "--all", "--sample", "2");
        Refused(
            "neighbors is 15; valid is 1 to 14, less than half of the 30 samples",
            1,
            "--all",
            "--neighbors",
            "15",
            "--sample",
            "30"
        );
        void Refused(string message, int code, params string[] options) =>
            Assert.Contains(
                message,
                work.Run(["measure", "shapes.som.npz", "shapes.npy", .. options]).Refused(code),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Equal_samples_have_no_variance()
    {
        File.WriteAllLines(work.At("same.csv"), Enumerable.Repeat("0.1,0.2", 12));
        var json = JsonNode.Parse(work.Run("measure", "shapes.som.npz", "same.csv", "--all", "--json").Done())!.AsObject();
        Assert.True(json.TryGetPropertyValue("explained_variance", out var explained) && explained is null);
        Assert.Equal(0, (double)json["c_measure"]!, 1e-12);
        Assert.Contains(
            "all samples are equal",
            work.Run("measure", "shapes.som.npz", "same.csv").Done(),
            StringComparison.Ordinal
        );
    }

    /// <summary>Work of minutes.</summary>
    [Fact]
    public void Work_can_be_stopped()
    {
        File.WriteAllLines(
            work.At("many.csv"),
            Enumerable
                .Range(0, 60_000)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 997 / 99.0},{i % 1009 / 99.0}"))
                .Prepend("x,y")
        );
        using var tool = ToolProcess.Start(work.Folder, "measure", "shapes.som.npz", "many.csv", "--all", "--sample", "60000");
        Thread.Sleep(TimeSpan.FromSeconds(2));
        tool.Interrupt();
        Assert.Contains("interrupted", tool.End().Refused(130), StringComparison.Ordinal);
    }

    private JsonObject Json(params string[] options) =>
        JsonNode.Parse(work.Run(["measure", "shapes.som.npz", "shapes.npy", "--json", .. options]).Done())!.AsObject();
}
