using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Dbgsom.ML.Tests;

public sealed class SchemaTests
{
    private readonly MLContext context = new(1);

    [Fact]
    public void ClusteringHasTheColumnsItPromised() =>
        Check(
            Samples.Iris.View(context),
            context.Clustering.Trainers.Dbgsom(context),
            "PredictedLabel",
            "Score",
            "GridX",
            "GridY",
            "Cluster"
        );

    [Fact]
    public void ClassificationHasTheColumnsItPromised()
    {
        var trainer = context.MulticlassClassification.Trainers.Dbgsom(context);
        var text = Samples.Iris.View(context);
        Check(text, trainer, "PredictedLabel", "Score", "Neuron");
        Check(
            context.Transforms.Conversion.MapValueToKey("Label").Fit(text).Transform(text),
            trainer,
            "PredictedLabel",
            "Score",
            "Neuron"
        );
        int[] codes = [.. Samples.Iris.Labels.Select(label => label.Length)];
        Check(
            LabeledRow.View(context, Samples.Iris, row => new IntRow { Label = codes[row] }),
            trainer,
            "PredictedLabel",
            "Score"
        );
    }

    [Fact]
    public void AWrongColumnIsRefusedBeforeThereAreData()
    {
        var shape = Shape(Samples.Iris.View(context));
        var missing = Assert.Throws<ArgumentException>(() =>
            context.Clustering.Trainers.Dbgsom(context, "Pixels").GetOutputSchema(shape)
        );
        Assert.Contains("unknown column 'Pixels'", missing.Message, StringComparison.Ordinal);
        var text = Assert.Throws<ArgumentException>(() =>
            context.Clustering.Trainers.Dbgsom(context, "Label").GetOutputSchema(shape)
        );
        Assert.Contains("the column 'Label'", text.Message, StringComparison.Ordinal);
        var vector = Assert.Throws<ArgumentException>(() =>
            context.MulticlassClassification.Trainers.Dbgsom(context, "Features").GetOutputSchema(shape)
        );
        Assert.Contains("the column 'Features' is a vector of Single", vector.Message, StringComparison.Ordinal);
    }

    private void Check(IDataView view, IEstimator<SomTransformer> trainer, params string[] added)
    {
        var promised = trainer.GetOutputSchema(Shape(view)).ToDictionary(column => column.Name);
        var schema = trainer.Fit(view).Transform(view).Schema;
        Assert.All(added, name => Assert.True(promised.ContainsKey(name), name));
        Assert.Equal(schema.Select(column => column.Name).Distinct().Order(), promised.Keys.Order());
        foreach (string name in promised.Keys)
        {
            var column = schema[name];
            var item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
            Assert.Equal(column.Type is VectorDataViewType ? VectorKind.Vector : VectorKind.Scalar, promised[name].Kind);
            Assert.Equal(item is KeyDataViewType, promised[name].IsKey);
            Assert.Equal(item.RawType, promised[name].ItemType.RawType);
            foreach (string annotation in new[] { "KeyValues", "SlotNames" })
                Assert.Equal(
                    column.Annotations.Schema.GetColumnOrNull(annotation) is not null,
                    promised[name].Annotations.Any(given => given.Name == annotation)
                );
        }
    }

    private SchemaShape Shape(IDataView view) =>
        context
            .Transforms.CopyColumns("Copy", "Features")
            .Append(context.Transforms.DropColumns("Copy"))
            .GetOutputSchema(ShapeOf(view));

    /// <summary>ML.NET makes the shape of a schema for itself only.</summary>
    private static SchemaShape ShapeOf(IDataView view) =>
        (SchemaShape)
            typeof(SchemaShape)
                .GetMethod("Create", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                .Invoke(null, [view.Schema])!;
}
