using Dbgsom.Clustering;
using Dbgsom.Naming;
using Dbgsom.Space;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML.Tests;

public sealed class ClusteringTests(ITestOutputHelper output)
{
    public static TheoryData<string, bool, bool> Cases =>
        new(
            from name in new[] { "iris", "wine", "digits" }
            from cosine in new[] { false, true }
            from scaled in new[] { false, true }
            select (name, cosine, scaled)
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheNeuronIsThatOfTheMap(string name, bool cosine, bool scaled)
    {
        var samples = Samples.Named(name);
        var context = new MLContext(1);
        var view = samples.View(context);
        var model = context.Clustering.Trainers.Dbgsom(context, Options(cosine, scaled)).Fit(view);
        var answers = model.Transform(view);
        var map = model.Map;
        int[] expected = map.Predict(samples.Matrix);
        Assert.Equal(0, Views.Differences(expected, answers.Winners()));
        Assert.Equal([.. expected.Select(neuron => map.Neurons[neuron].Position.X)], answers.Column<int>("GridX"));
        Assert.Equal([.. expected.Select(neuron => map.Neurons[neuron].Position.Y)], answers.Column<int>("GridY"));
        var clusters = map.Cluster();
        Assert.Equal([.. expected.Select(neuron => (uint)clusters.Labels[neuron] + 1)], answers.Column<uint>("Cluster"));
        var distances = map.Distances(samples.Matrix);
        float[][] scores = answers.Column<float[]>("Score");
        for (int row = 0; row < scores.Length; row++)
        for (int neuron = 0; neuron < map.Neurons.Count; neuron++)
        {
            double square = cosine ? 2 * distances[row, neuron] : distances[row, neuron] * distances[row, neuron];
            Assert.Equal(square, scores[row][neuron], 2e-4 * (1 + square));
        }
    }

    [Fact]
    public void RowsFarFromTheOriginAreAnsweredAsNearIt()
    {
        var samples = Samples.Iris;
        var far = samples with { Rows = [.. samples.Rows.Select(row => Array.ConvertAll(row, value => value + 10_000))] };
        var context = new MLContext(1);
        var view = far.View(context);
        var model = context.Clustering.Trainers.Dbgsom(context, Options(false, false)).Fit(view);
        Assert.Equal(0, Views.Differences(model.Map.Predict(far.Matrix), model.Transform(view).Winners()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OnLargeMapsRowsThatDifferAreAsFarButForRounding(bool scaled)
    {
        float[][] rows = [.. Enumerable.Range(0, 20_000).Select(i => Array.ConvertAll(Noise(i), value => (float)value))];
        var samples = new Samples(rows, new string[rows.Length], null);
        var context = new MLContext(1);
        var view = samples.View(context);
        var options = new SomClusteringOptions
        {
            Map = new SomOptions { TargetNeurons = 400, Scaling = scaled ? Scaling.Standard : Scaling.None },
            ClusterMethod = null,
        };
        var model = context.Clustering.Trainers.Dbgsom(context, options).Fit(view);
        int[] winners = model.Transform(view).Winners();
        var best = model.Map.FindBestMatches(samples.Matrix);
        var distances = model.Map.Distances(samples.Matrix);
        int different = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            different += winners[row] == best[row, 0].Neuron ? 0 : 1;
            double square = best[row, 0].Distance * best[row, 0].Distance;
            Assert.Equal(square, distances[row, winners[row]] * distances[row, winners[row]], 1e-5);
        }
        output.WriteLine($"{different} of {rows.Length} rows with another neuron among {model.Map.Neurons.Count}");
        Assert.InRange(different, 0, rows.Length / 1000);

        static double[] Noise(int i)
        {
            var random = new Random(i);
            return [random.NextDouble(), random.NextDouble() * 3, random.NextDouble() - (i % 4)];
        }
    }

    [Fact]
    public void ARowOfZerosGoesToNeuron0UnderTheCosine()
    {
        var samples = Samples.Digits;
        var context = new MLContext(1);
        var model = context.Clustering.Trainers.Dbgsom(context, Options(true, false)).Fit(samples.View(context));
        var zeros = samples with { Rows = [new float[samples.Width]], Labels = [""] };
        Assert.Equal(model.Map.Predict(zeros.Matrix), model.Transform(zeros.View(context)).Winners());
    }

    [Fact]
    public void EqualPrototypesAreAllThereAndTheFirstWins()
    {
        // Four samples, two of them the same: the four neurons of the start stay, some on the same place.
        var samples = new Samples(
            [
                [1, 1],
                [1, 1],
                [5, 5],
                [1, 1],
                [5, 5],
            ],
            ["", "", "", "", ""],
            null
        );
        var context = new MLContext(1);
        var view = samples.View(context);
        var model = context.Clustering.Trainers.Dbgsom(context, targetNeurons: 4).Fit(view);
        Assert.Equal(model.Map.Predict(samples.Matrix), model.Transform(view).Winners());
    }

    [Fact]
    public void EvaluatesAndCrossValidates()
    {
        var context = new MLContext(1);
        var view = Samples.Iris.View(context);
        var pipeline = context
            .Transforms.NormalizeMeanVariance("Features")
            .Append(context.Clustering.Trainers.Dbgsom(context, targetNeurons: 12));
        var model = pipeline.Fit(view);
        var metrics = context.Clustering.Evaluate(model.Transform(view), featureColumnName: "Features");
        Assert.InRange(metrics.AverageDistance, 0.05, 1);
        // The mean of the squared distances of the rows to their winners, which the map knows too.
        var map = model.LastTransformer.Map;
        var scaled = DataViews.ToDataMatrix(model.Transform(view));
        double mean = map.FindBestMatches(scaled).Average(match => match.Distance * match.Distance);
        Assert.Equal(mean, metrics.AverageDistance, 1e-4);
        var folds = context.Clustering.CrossValidate(view, pipeline, numberOfFolds: 5);
        Assert.Equal(5, folds.Count);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.AverageDistance, 0.05, 2));
        Assert.All(folds, fold => Assert.IsType<SomTransformer>(((TransformerChain<SomTransformer>)fold.Model).LastTransformer));
    }

    [Fact]
    public void AnswersSingleRows()
    {
        var context = new MLContext(1);
        var samples = Samples.Iris;
        var view = samples.View(context);
        var model = context.Clustering.Trainers.Dbgsom(context).Fit(view);
        using var engine = context.Model.CreatePredictionEngine<Input, Place>(
            model,
            inputSchemaDefinition: Views.Schema(4, samples.Names)
        );
        int[] expected = model.Map.Predict(samples.Matrix);
        for (int row = 0; row < samples.Rows.Length; row += 10)
        {
            var answer = engine.Predict(new Input { Features = samples.Rows[row] });
            Assert.Equal(expected[row], (int)answer.PredictedLabel - 1);
            Assert.Equal(model.Map.Neurons[expected[row]].Position.X, answer.GridX);
            Assert.Equal(model.Map.Neurons.Count, answer.Score.Length);
        }
    }

    [Fact]
    public void ARowWithANumberMissingHasNoNeuron()
    {
        var context = new MLContext(1);
        var model = context.Clustering.Trainers.Dbgsom(context).Fit(Samples.Iris.View(context));
        var broken = Samples.Iris with
        {
            Rows =
            [
                [1, float.NaN, 1, 1],
            ],
            Labels = [""],
        };
        Assert.Equal([0u], model.Transform(broken.View(context)).Column<uint>("PredictedLabel"));
    }

    [Fact]
    public void WithoutClustersThereIsNoSuchColumn()
    {
        var context = new MLContext(1);
        var view = Samples.Iris.View(context);
        var options = new SomClusteringOptions { ClusterMethod = null };
        var answers = context.Clustering.Trainers.Dbgsom(context, options).Fit(view).Transform(view);
        Assert.Null(answers.Schema.GetColumnOrNull("Cluster"));
        var three = new SomClusteringOptions { ClusterCount = 3 };
        var grouped = context.Clustering.Trainers.Dbgsom(context, three).Fit(view).Transform(view);
        Assert.Equal(3, grouped.Column<uint>("Cluster").Distinct().Count());
    }

    internal static SomClusteringOptions Options(bool cosine, bool scaled) =>
        new()
        {
            Map = new SomOptions
            {
                Metric = cosine ? Metric.Cosine : Metric.Euclidean,
                Scaling = scaled ? Scaling.Standard : Scaling.None,
            },
        };

    private sealed class Place
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];

        public int GridX { get; set; }
    }
}
