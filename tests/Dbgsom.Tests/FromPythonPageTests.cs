using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests;

/// <summary>docs/from-python.md: its table of constructor arguments against the recorded arguments and the list of options.</summary>
public sealed class FromPythonPageTests
{
    [Fact]
    public void Every_argument_of_the_package_is_on_the_page_with_the_values_of_both_presets()
    {
        var rows = Rows().ToDictionary(cells => cells[0], cells => cells);
        foreach (var (argument, _) in GoldenCase.Load("shapes").Record["params"]!.AsObject())
        {
            Assert.True(rows.TryGetValue($"`{argument}`", out string[]? cells), $"{argument} is not on the page");
            if (argument == "verbose")
                continue;
            var option = SomOption.All.Single(option => $"`{option.Property}`" == cells[2]);
            Assert.Equal($"`--{option.Name}`", cells[3]);
            Assert.StartsWith(option.Format(SomOptions.Default), cells[4], StringComparison.Ordinal);
            Assert.StartsWith(option.Format(SomOptions.Reference), cells[5], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("reference", 27, 252, 1)]
    [InlineData("default", 22, 66, 16)]
    public void A_full_map_is_as_the_page_says(string preset, int neurons, int epochs, int fineEpochs)
    {
        var options = SomOptions.FromPreset(preset) with { Lambda = 4, MaxNeurons = 22 };
        var map = new SomVq(options).Fit(GoldenCase.Load("shapes").Data);
        Assert.Equal((neurons, epochs, fineEpochs), (map.Neurons.Count, map.Training.Epochs, map.Training.FineEpochs));
    }

    [Theory]
    [InlineData("summed-error", 5, 6)]
    [InlineData("mean-error", 23, 72)]
    public void Hierarchies_are_as_the_page_says(string rule, int maps, int labels)
    {
        var golden = GoldenCase.Load("bc_vertical_vq_s0");
        var options = golden.Options() with { VerticalRule = Named.Parse<VerticalRule>(rule) };
        var map = new SomVq(options).Fit(golden.Data);
        Assert.Equal((0.1, 20), (options.Tau2, options.MinSamplesVerticalGrowth));
        Assert.Equal((maps, labels), (map.AllMaps().Count(), map.PredictLabel(golden.Data).Distinct().Count()));
    }

    /// <summary>The cells of the rows of the one table with six columns.</summary>
    private static IEnumerable<string[]> Rows() =>
        File.ReadAllLines(RepositoryFolder.At("docs", "from-python.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 6);
}
