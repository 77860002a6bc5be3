using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Dbgsom.ML.Tests;

/// <summary>Rows that lack values train the map as they do in the library.</summary>
public sealed class MissingValueTests
{
    private static readonly Samples Gappy = WithGaps(Samples.Iris);

    private readonly MLContext context = new(1);

    /// <summary>Clustering and classification, with a share that rows may lack, as in the library.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0.3)]
    public void TheMapIsThatOfTheLibrary(double? maxMissing)
    {
        var options = SomOptions.Default with { MaxMissing = maxMissing, Epochs = 40 };
        var view = Gappy.View(context, row => 1 + (row % 3));
        var data = DataViews.ToDataMatrix(view, exampleWeightColumnName: "Weight");
        var wanted = new SomVq(options).Fit(data);
        Assert.Contains(wanted.Diagnostics, one => one.Kind == DiagnosticKind.MissingValues);
        var clustering = new SomClusteringOptions { Map = options, ExampleWeightColumnName = "Weight" };
        var model = context.Clustering.Trainers.Dbgsom(context, clustering).Fit(view);
        Assert.Equal(wanted.Weights.Values.ToArray(), model.Map.Weights.Values.ToArray());
        // Whole rows get the neuron of the map, others the missing key.
        int[] expected = model.Map.Predict(data);
        int[] found = model.Transform(view).Winners();
        for (int row = 0; row < found.Length; row++)
            Assert.Equal(Array.Exists(Gappy.Rows[row], float.IsNaN) ? -1 : expected[row], found[row]);

        var classes = new SomClassifier(options with { ClassVote = Classification.ClassVote.Winner }).FitMap(
            data,
            Rows.ClassLabels.From(Gappy.Labels)
        );
        var classification = new SomClassificationOptions { Map = options, ExampleWeightColumnName = "Weight" };
        var classified = context.MulticlassClassification.Trainers.Dbgsom(context, classification).Fit(view).Map;
        Assert.Equal(classes.Weights.Values.ToArray(), classified.Weights.Values.ToArray());
        Assert.Equal(classes.TrainingAccuracy, classified.TrainingAccuracy);
    }

    /// <summary>Rows that are left out take their weights and labels with them.</summary>
    [Fact]
    public void RowsAreLeftOutWhereAsked()
    {
        int[] whole = [.. Enumerable.Range(0, Gappy.Rows.Length).Where(row => !Array.Exists(Gappy.Rows[row], float.IsNaN))];
        var kept = Gappy with
        {
            Rows = [.. whole.Select(row => Gappy.Rows[row])],
            Labels = [.. whole.Select(row => Gappy.Labels[row])],
        };
        var options = new SomClassificationOptions { Missing = MissingValues.Drop, ExampleWeightColumnName = "Weight" };
        var trainer = context.MulticlassClassification.Trainers.Dbgsom(context, options);
        var map = trainer.Fit(Gappy.View(context, row => 1 + (row % 3))).Map;
        var wanted = trainer.Fit(kept.View(context, row => 1 + (whole[row] % 3))).Map;
        Assert.Equal(wanted.Weights.Values.ToArray(), map.Weights.Values.ToArray());
        Assert.Equal(wanted.TrainingAccuracy, map.TrainingAccuracy);
        var none = (Gappy with { Rows = [.. Gappy.Rows.Select(_ => new[] { float.NaN, 1, 1, 1 })] }).View(context);
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit(none));
        Assert.Contains("all of 150 rows of column 'Features' have a missing value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatLacksValuesIsToldAndWhatHasNoneIsRefused()
    {
        var messages = new List<string>();
        context.Log += (_, message) => messages.Add(message.RawMessage);
        context.Clustering.Trainers.Dbgsom(context).Fit(Gappy.View(context));
        int count = Gappy.Rows.Count(row => Array.Exists(row, float.IsNaN));
        Assert.Contains(messages, message => message.StartsWith($"{count} rows lack values;", StringComparison.Ordinal));
        float[][] rows = [.. Gappy.Rows];
        rows[5] = [float.NaN, float.NaN, float.NaN, float.NaN];
        var empty = (Gappy with { Rows = rows }).View(context);
        var error = Assert.ThrowsAny<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context).Fit(empty));
        Assert.Contains("row 5", error.Message, StringComparison.Ordinal);
        var wrong = new SomClusteringOptions { Missing = (MissingValues)7 };
        error = Assert.ThrowsAny<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context, wrong));
        Assert.Contains("valid is Use, Drop, Refuse", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MissingValues.Use, "1 row lacks values;")]
    [InlineData(MissingValues.Drop, "1 row is left out, as it lacks a value")]
    public void OneRowIsCountedAsOne(MissingValues missing, string says)
    {
        var messages = new List<string>();
        context.Log += (_, message) => messages.Add(message.RawMessage);
        var one = Gappy with
        {
            Rows =
            [
                .. Gappy.Rows.Select(
                    (row, index) =>
                        index == 3 ? [1, float.NaN, 1, 1] : Array.ConvertAll(row, value => float.IsNaN(value) ? 0 : value)
                ),
            ],
        };
        context.Clustering.Trainers.Dbgsom(context, new SomClusteringOptions { Missing = missing }).Fit(one.View(context));
        Assert.Contains(messages, message => message.StartsWith(says, StringComparison.Ordinal));
    }

    private static Samples WithGaps(Samples samples)
    {
        var random = new Random(4);
        return samples with
        {
            // The first feature is always there.
            Rows =
            [
                .. samples.Rows.Select(row =>
                    row.Select((value, slot) => slot > 0 && random.Next(5) == 0 ? float.NaN : value).ToArray()
                ),
            ],
        };
    }
}
