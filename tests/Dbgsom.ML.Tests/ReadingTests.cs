using Dbgsom.Naming;
using Dbgsom.Space;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML.Tests;

public sealed class ReadingTests
{
    private readonly MLContext context = new(1);

    [Fact]
    public void SlotNamesAreFeatureNames()
    {
        var data = DataViews.ToDataMatrix(Samples.Iris.View(context));
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], data.FeatureNames);
        Assert.True(data.IsSingle);
        Assert.Equal(Samples.Iris.Rows[7][2], (float)data[7, 2]);
        Assert.Null(DataViews.ToDataMatrix(Samples.Wine.View(context)).FeatureNames);
    }

    [Fact]
    public void NamesOfColumnsBecomeFeatureNames()
    {
        var rows = new[]
        {
            new Pair { A = 1, B = 2 },
            new Pair { A = 3, B = 4 },
        };
        var view = context.Data.LoadFromEnumerable(rows);
        var data = DataViews.ToDataMatrix(context.Transforms.Concatenate("Features", "A", "B").Fit(view).Transform(view));
        Assert.Equal(["A", "B"], data.FeatureNames);
        Assert.Equal(4, data[1, 1]);
    }

    [Fact]
    public void SparseAndDoubleVectorsAreTheSameSamples()
    {
        var schema = SchemaDefinition.Create(typeof(SparseRow));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Samples.Digits.Width);
        var sparse = context.Data.LoadFromEnumerable(
            Samples
                .Digits.Rows.Select(row =>
                {
                    int[] places = [.. Enumerable.Range(0, row.Length).Where(i => row[i] != 0)];
                    return new SparseRow { Features = new(row.Length, places.Length, [.. places.Select(i => row[i])], places) };
                })
                .ToArray(),
            schema
        );
        var dense = Samples.Digits.View(context);
        var doubles = context
            .Transforms.Conversion.ConvertType("Features", outputKind: DataKind.Double)
            .Fit(dense)
            .Transform(dense);
        var trainer = context.Clustering.Trainers.Dbgsom(context, targetNeurons: 60);
        int[] expected = trainer.Fit(dense).Transform(dense).Winners();
        Assert.Equal(expected, trainer.Fit(sparse).Transform(sparse).Winners());
        Assert.Equal(expected, trainer.Fit(doubles).Transform(doubles).Winners());
        Assert.False(DataViews.ToDataMatrix(doubles).IsSingle);
    }

    [Fact]
    public void AMissingValueIsNamedByRowAndSlot()
    {
        float[][] rows = [.. Samples.Iris.Rows.Select(row => row.ToArray())];
        rows[17][2] = float.NaN;
        var view = (Samples.Iris with { Rows = rows }).View(context);
        var refusing = new SomClusteringOptions { Missing = MissingValues.Refuse };
        var error = Assert.Throws<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context, refusing).Fit(view));
        Assert.Contains("row 17 of column 'Features' is NaN in slot 2 ('petal_length')", error.Message, StringComparison.Ordinal);
        rows[18][1] = float.PositiveInfinity;
        error = Assert.Throws<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context).Fit(view));
        Assert.Contains(
            "row 18 of column 'Features' is Infinity in slot 1 ('sepal_width')",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AWrongColumnIsNamed()
    {
        var view = Samples.Iris.View(context);
        var missing = Assert.Throws<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context, "Pixels").Fit(view));
        Assert.Contains(
            "unknown column 'Pixels'; valid is 'Features', 'Label', 'Weight'",
            missing.Message,
            StringComparison.Ordinal
        );
        var text = Assert.Throws<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context, "Label").Fit(view));
        Assert.Contains("the column 'Label' is String; valid is a vector of known size", text.Message, StringComparison.Ordinal);
        var scalar = Assert.Throws<ArgumentException>(() => DataViews.ToDataMatrix(view, "Weight"));
        Assert.Contains("the column 'Weight' is Single", scalar.Message, StringComparison.Ordinal);
        var weight = Assert.Throws<ArgumentException>(() => DataViews.ToDataMatrix(view, "Features", "Label"));
        Assert.Contains("the column 'Label' is String; valid is Single or Double", weight.Message, StringComparison.Ordinal);
        var dates = LabeledRow.View(context, Samples.Iris, _ => new DateRow());
        var date = Assert.Throws<ArgumentException>(() => context.MulticlassClassification.Trainers.Dbgsom(context).Fit(dates));
        Assert.Contains("the column 'Label' is DateTime; valid is a key, Text", date.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABadWeightIsNamedByRow()
    {
        var view = Samples.Iris.View(context, row => row == 3 ? -1 : 1);
        var weight = Assert.Throws<ArgumentException>(() => DataViews.ToDataMatrix(view, "Features", "Weight"));
        Assert.Contains("row 3 of column 'Weight' is -1", weight.Message, StringComparison.Ordinal);
    }

    /// <summary>Rows without a label train the map and have no vote, be it a text or a key.</summary>
    [Fact]
    public void LabelsMayBeMissing()
    {
        string[] labels = [.. Samples.Iris.Labels.Select((label, row) => row % 3 == 0 ? label : "")];
        var view = (Samples.Iris with { Labels = labels }).View(context);
        var wanted = new SomClassifier(SomOptions.Default).FitMap(
            DataViews.ToDataMatrix(view, "Features"),
            Rows.ClassLabels.FromPartial(labels, string.IsNullOrEmpty)
        );
        var map = context.MulticlassClassification.Trainers.Dbgsom(context).Fit(view).Map;
        Assert.Equal(wanted.Weights.Values.ToArray(), map.Weights.Values.ToArray());
        Assert.Equal(wanted.Classes!.Names, map.Classes!.Names);
        Assert.Equal(wanted.TrainingAccuracy, map.TrainingAccuracy);
        foreach (var neuron in wanted.Neurons)
            Assert.Equal(wanted.ClassShares(neuron.Index).ToArray(), map.ClassShares(neuron.Index).ToArray());
        var keyed = context.Transforms.Conversion.MapValueToKey("Label").Fit(view).Transform(view);
        Assert.Equal(
            wanted.Classes.Names.Order(StringComparer.Ordinal),
            context.MulticlassClassification.Trainers.Dbgsom(context).Fit(keyed).Map.Classes!.Names.Order(StringComparer.Ordinal)
        );
        var none = (Samples.Iris with { Labels = [.. labels.Select(_ => "")] }).View(context);
        var error = Assert.Throws<ArgumentException>(() => context.MulticlassClassification.Trainers.Dbgsom(context).Fit(none));
        Assert.Contains("no row of column 'Label' has a label", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoRowsAreRefused()
    {
        var none = context.Data.FilterRowsByColumn(Samples.Iris.View(context), "Weight", lowerBound: 5);
        var error = Assert.Throws<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context).Fit(none));
        Assert.Contains("no row to read column 'Features' from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HierarchiesAreRefusedBeforeTraining()
    {
        var options = new SomClusteringOptions { Map = new SomOptions { VerticalGrowth = true } };
        var error = Assert.Throws<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context, options));
        Assert.Contains("vertical-growth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MetricsThatMLNetDoesNotKnowAreRefusedBeforeTraining()
    {
        var options = new SomClusteringOptions { Map = new SomOptions { Metric = Metric.Manhattan } };
        var error = Assert.Throws<ArgumentException>(() => context.Clustering.Trainers.Dbgsom(context, options));
        Assert.Contains("the metric is manhattan", error.Message, StringComparison.Ordinal);
    }

    private sealed class Pair
    {
        public float A { get; set; }

        public float B { get; set; }
    }

    private sealed class SparseRow
    {
        public VBuffer<float> Features { get; set; }
    }
}
