using Dbgsom.Classification;
using Dbgsom.Naming;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML.Tests;

public sealed class ClassificationTests
{
    [Theory]
    [InlineData("iris", 0.9)]
    [InlineData("wine", 0.9)]
    [InlineData("digits", 0.85)]
    public void ClassesAndProbabilitiesAreThoseOfTheMap(string name, double leastAccuracy)
    {
        var samples = Samples.Named(name);
        var context = new MLContext(1);
        var view = samples.View(context);
        var model = context
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.Dbgsom(context))
            .Fit(view);
        var answers = model.Transform(view);
        var map = model.LastTransformer.Map;
        Assert.Equal(ClassVote.Winner, map.EffectiveOptions.ClassVote);
        Assert.Equal(0, Views.Differences(map.Predict(samples.Matrix), answers.Winners("Neuron")));
        Assert.Equal(0, Views.Differences(map.PredictClass(samples.Matrix), answers.Winners()));
        var probabilities = map.PredictProbabilities(samples.Matrix);
        float[][] scores = answers.Column<float[]>("Score");
        for (int row = 0; row < scores.Length; row++)
        for (int label = 0; label < scores[row].Length; label++)
            Assert.Equal((float)probabilities[row, label], scores[row][label]);

        VBuffer<ReadOnlyMemory<char>> keys = default;
        answers.Schema["PredictedLabel"].GetKeyValues(ref keys);
        VBuffer<ReadOnlyMemory<char>> slots = default;
        answers.Schema["Score"].GetSlotNames(ref slots);
        string[] classes = [.. samples.Labels.Distinct()];
        Assert.Equal(classes, keys.DenseValues().Select(key => key.ToString()));
        Assert.Equal(classes, slots.DenseValues().Select(key => key.ToString()));

        var metrics = context.MulticlassClassification.Evaluate(answers);
        Assert.True(metrics.MicroAccuracy >= leastAccuracy, $"{metrics.MicroAccuracy}");
        Assert.Equal(map.TrainingAccuracy!.Value, metrics.MicroAccuracy, 1e-9);
    }

    [Fact]
    public void CrossValidates()
    {
        var context = new MLContext(1);
        var pipeline = context
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(context.Transforms.NormalizeMinMax("Features"))
            .Append(context.MulticlassClassification.Trainers.Dbgsom(context, targetNeurons: 20));
        var folds = context.MulticlassClassification.CrossValidate(Samples.Iris.View(context), pipeline, numberOfFolds: 5);
        Assert.Equal(5, folds.Count);
        Assert.InRange(folds.Average(fold => fold.Metrics.MacroAccuracy), 0.85, 1);
    }

    [Fact]
    public void ThePipelineOfThePageRuns()
    {
        var mlContext = new MLContext(1);
        string file = RepositoryFolder.At("gallery", "data", "iris.csv");
        var flowers = mlContext.Data.LoadFromTextFile<Flower>(file, separatorChar: ',', hasHeader: true);
        var pipeline = mlContext
            .Transforms.Concatenate("Features", "SepalLength", "SepalWidth", "PetalLength", "PetalWidth")
            .Append(mlContext.Transforms.Conversion.MapValueToKey("Label", "Species"))
            .Append(mlContext.MulticlassClassification.Trainers.Dbgsom(mlContext))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel"));
        var model = pipeline.Fit(flowers);
        var map = model.OfType<SomTransformer>().First().Map;
        Assert.Equal(["SepalLength", "SepalWidth", "PetalLength", "PetalWidth"], map.FeatureNames);
        var answers = model.Transform(flowers);
        Assert.Equal(map.TrainingAccuracy!.Value, mlContext.MulticlassClassification.Evaluate(answers).MicroAccuracy, 1e-9);
        Assert.Equal(map.Predict(DataViews.ToDataMatrix(answers)), answers.Winners("Neuron"));
        Assert.Equal(150, answers.Column<string>("Predicted").Length);
    }

    [Fact]
    public void LabelsOfEveryTypeComeBackAsWhatTheyWere()
    {
        var samples = Samples.Iris;
        int[] codes = [.. samples.Labels.Select(label => label.Length % 4 * 10)];
        Check<ReadOnlyMemory<char>, string>(
            samples.Labels,
            text => text.ToString(),
            row => new TextRow { Label = samples.Labels[row] }
        );
        Check<int, int>(codes, value => value, row => new IntRow { Label = codes[row] });
        Check<float, float>(
            [.. codes.Select(code => code / 4f)],
            value => value,
            row => new FloatRow { Label = codes[row] / 4f }
        );
        bool[] flags = [.. codes.Select(code => code > 10)];
        Check<bool, bool>(flags, value => value, row => new FlagRow { Label = flags[row] });

        void Check<TRaw, TLabel>(TLabel[] labels, Func<TRaw, TLabel> label, Func<int, LabeledRow> row)
        {
            var context = new MLContext(1);
            var view = LabeledRow.View(context, samples, row);
            var answers = context.MulticlassClassification.Trainers.Dbgsom(context).Fit(view).Transform(view);
            VBuffer<TRaw> keys = default;
            answers.Schema["PredictedLabel"].GetKeyValues(ref keys);
            TLabel[] classes = [.. keys.DenseValues().Select(label)];
            Assert.Equal([.. labels.Distinct().Order(Comparer<TLabel>.Create(Compare))], classes);
            int right = answers.Winners().Where((key, i) => Equals(classes[key], labels[i])).Count();
            Assert.True(right > 0.9 * labels.Length, $"{typeof(TLabel)}: {right}");
        }

        static int Compare<TLabel>(TLabel a, TLabel b) =>
            a is string text ? string.CompareOrdinal(text, (string)(object)b!) : Comparer<TLabel>.Default.Compare(a, b);
    }

    [Fact]
    public void KeysWithoutRowsStayClasses()
    {
        var samples = Samples.Iris;
        var context = new MLContext(1);
        var all = samples.View(context);
        var keyed = context.Transforms.Conversion.MapValueToKey("Label").Fit(all).Transform(all);
        var two = context.Data.TakeRows(keyed, 100);
        var model = context.MulticlassClassification.Trainers.Dbgsom(context).Fit(two);
        Assert.Equal(3, ((VectorDataViewType)model.Transform(two).Schema["Score"].Type).Size);
        Assert.Equal(["setosa", "versicolor", "virginica"], model.Map.Classes!.Names);
    }

    [Fact]
    public void WeightsCountRows()
    {
        var samples = Samples.Iris;
        var context = new MLContext(1);
        var weighted = context.MulticlassClassification.Trainers.Dbgsom(
            context,
            new SomClassificationOptions { ExampleWeightColumnName = "Weight" }
        );
        var map = weighted.Fit(samples.View(context, row => row % 3)).Map;
        Assert.Equal(150, map.Training.SampleMass);
        double[] weights = [.. Enumerable.Range(0, 150).Select(row => (double)(row % 3))];
        var same = new SomClassifier(SomOptions.Default with { ClassVote = ClassVote.Winner }).Fit(
            samples.Matrix.WithSampleWeights(weights),
            samples.Labels
        );
        Assert.Equal(same.Map.Weights.Values.ToArray(), map.Weights.Values.ToArray());
    }

    private sealed class Flower
    {
        [LoadColumn(0)]
        public float SepalLength { get; set; }

        [LoadColumn(1)]
        public float SepalWidth { get; set; }

        [LoadColumn(2)]
        public float PetalLength { get; set; }

        [LoadColumn(3)]
        public float PetalWidth { get; set; }

        [LoadColumn(4)]
        public string Species { get; set; } = "";
    }
}
