using System.Text.Json;
using Dbgsom.Classification;
using Dbgsom.Export;
using Dbgsom.Naming;

namespace Dbgsom.ML.Tests;

public sealed class OnnxTests(ITestOutputHelper output)
{
    public static TheoryData<string, bool, bool, bool, bool> Cases =>
        new(
            from name in new[] { "iris", "wine", "digits" }
            from cosine in new[] { false, true }
            from scaled in new[] { false, true }
            from isDouble in new[] { false, true }
            from perFeature in new[] { false, true }
            select (name, cosine, scaled, isDouble, perFeature)
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnswersAsTheMap(string name, bool cosine, bool scaled, bool isDouble, bool perFeature)
    {
        var samples = Samples.Named(name);
        var map = new SomVq(Options(cosine, scaled)).Fit(samples.Matrix);
        using var model = new OnnxModel(map, new OnnxOptions { IsDouble = isDouble, HasInputPerFeature = perFeature });
        var answers = model.Run(samples.Rows);
        Assert.Equal(0, Views.Differences(map.Predict(samples.Matrix), answers.Neurons));
        Assert.Equal(0, Views.Differences(map.PredictLabel(samples.Matrix), answers.Labels));
        var two = map.FindBestMatches(samples.Matrix, 2);
        double[] distances = answers.Reals("distance");
        double[] seconds = answers.Reals("second_distance");
        double tolerance = isDouble ? 1e-12 : 1e-5;
        for (int row = 0; row < distances.Length; row++)
        {
            Assert.Equal(two[row, 0].Distance, distances[row], tolerance * (1 + two[row, 0].Distance));
            Assert.Equal(two[row, 1].Distance, seconds[row], tolerance * (1 + seconds[row]));
        }
        Assert.Equal(
            0,
            Views.Differences([.. Enumerable.Range(0, distances.Length).Select(row => two[row, 1].Neuron)], answers.SecondNeurons)
        );
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("wine")]
    [InlineData("digits")]
    public void ClassesAndProbabilitiesAreThoseOfTheMap(string name)
    {
        var samples = Samples.Named(name);
        int[] numbers = [.. samples.Labels.Select(label => Array.IndexOf([.. samples.Labels.Distinct()], label) * 3)];
        bool[] flags = [.. numbers.Select(number => number > 2)];
        foreach (var vote in ClassVote.All)
        foreach (bool cosine in new[] { false, true })
        {
            var classifier = new SomClassifier(Options(cosine, scaled: true) with { ClassVote = vote });
            Check<string, string>(classifier, samples.Labels);
            Check<int, long>(classifier, numbers);
            Check<bool, bool>(classifier, flags);
        }

        void Check<TLabel, TOnnx>(SomClassifier classifier, TLabel[] labels)
            where TLabel : notnull
        {
            var fitted = classifier.Fit(samples.Matrix, labels);
            using var model = new OnnxModel(fitted.Map);
            var answers = model.Run(samples.Rows);
            Assert.Equal(
                [.. fitted.Predict(samples.Matrix).Select(label => $"{label}")],
                [.. answers.Values<TOnnx>("class").Select(label => $"{label}")]
            );
            var expected = fitted.PredictProbabilities(samples.Matrix);
            double[] probabilities = answers.Reals("probabilities");
            for (int i = 0; i < probabilities.Length; i++)
            {
                var (row, label) = Math.DivRem(i, expected.GetLength(1));
                Assert.Equal(expected[row, label], probabilities[i], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RowsFarFromTheOriginGoToNeuronsAsNear(bool scaled)
    {
        foreach (string name in new[] { "iris", "wine", "digits" })
        {
            var near = Samples.Named(name);
            var samples = near with { Rows = [.. near.Rows.Select(row => Array.ConvertAll(row, value => value + 10_000))] };
            var map = new SomVq(Options(false, scaled)).Fit(samples.Matrix);
            using var model = new OnnxModel(map);
            int[] neurons = model.Run(samples.Rows).Neurons;
            int[] expected = map.Predict(samples.Matrix);
            var distances = map.Distances(samples.Matrix);
            for (int row = 0; row < neurons.Length; row++)
                Assert.Equal(distances[row, expected[row]], distances[row, neurons[row]], 1e-5 * distances[row, expected[row]]);
            output.WriteLine(
                $"{name}: {Views.Differences(expected, neurons)} of {neurons.Length} rows with another neuron, as far but for 1e-5"
            );
        }
    }

    [Fact]
    public void SmallMapsOneFeatureAndEqualRows()
    {
        Samples[] cases =
        [
            new(
                [
                    [1],
                    [2],
                    [4],
                    [8],
                    [9],
                    [11],
                ],
                new string[6],
                null
            ),
            new(
                [
                    [1, 1],
                    [1, 1],
                    [5, 5],
                    [1, 1],
                    [5, 5],
                ],
                new string[5],
                null
            ),
        ];
        foreach (var samples in cases)
        foreach (bool scaled in new[] { false, true })
        {
            var map = new SomVq(Options(false, scaled) with { TargetNeurons = 4 }).Fit(samples.Matrix);
            using var model = new OnnxModel(map);
            var answers = model.Run(samples.Rows);
            Assert.Equal(map.Predict(samples.Matrix), answers.Neurons);
            Assert.Equal(map.PredictLabel(samples.Matrix), answers.Labels);
        }
    }

    [Fact]
    public void FewerNeuronsThanVoters()
    {
        float[][] rows =
        [
            [1],
            [2],
            [4],
            [8],
            [9],
            [11],
        ];
        int[] labels = [0, 0, 1, 1, 2, 2];
        var fitted = new SomClassifier(new SomOptions { TargetNeurons = 4, MaxNeurons = 4 }).Fit(DataMatrix.From(rows), labels);
        Assert.Equal(4, fitted.Map.Neurons.Count);
        using var model = new OnnxModel(fitted.Map, new OnnxOptions { IsDouble = true });
        var answers = model.Run(rows);
        Assert.Equal(fitted.Predict(DataMatrix.From(rows)), answers.Wholes("class"));
        var expected = fitted.PredictProbabilities(DataMatrix.From(rows));
        double[] probabilities = answers.Reals("probabilities");
        for (int i = 0; i < probabilities.Length; i++)
            Assert.Equal(expected[i / 3, i % 3], probabilities[i], 1e-12);
    }

    [Fact]
    public void DeadNeuronsVoteForNothing()
    {
        // Two far groups: neurons between them win nothing.
        float[][] rows =
        [
            .. Enumerable.Range(0, 60).Select(i => new float[] { (i % 2 * 100) + (i * 37 % 11), (i % 2 * 100) + (i * 17 % 7) }),
        ];
        string[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "low" : "high")];
        foreach (var vote in ClassVote.All)
        {
            var options = new SomOptions { TargetNeurons = 40, ClassVote = vote };
            var fitted = new SomClassifier(options).Fit(DataMatrix.From(rows), labels);
            Assert.Contains(fitted.Map.Neurons, neuron => neuron.IsDead);
            float[][] between = [.. Enumerable.Range(0, 50).Select(i => new float[] { 2 * i, (2 * i) + 1 })];
            using var model = new OnnxModel(fitted.Map);
            var answers = model.Run(between);
            var data = DataMatrix.From(between);
            Assert.Equal(fitted.Predict(data), answers.Values<string>("class"));
            Assert.Equal(fitted.Map.PredictLabel(data), answers.Labels);
        }
    }

    [Fact]
    public void RowsOfZerosAreAtDistance1OfEveryDirection()
    {
        var samples = Samples.Digits;
        float[][] rows = [new float[samples.Width], samples.Rows[3]];
        foreach (var vote in ClassVote.All)
        foreach (bool isDouble in new[] { false, true })
        {
            var fitted = new SomClassifier(Options(true, scaled: false) with { ClassVote = vote }).Fit(
                samples.Matrix,
                samples.Labels
            );
            using var model = new OnnxModel(fitted.Map, new OnnxOptions { IsDouble = isDouble });
            var answers = model.Run(rows);
            var data = DataMatrix.From(rows);
            var two = fitted.Map.FindBestMatches(data, 2);
            Assert.Equal(fitted.Map.Predict(data), answers.Neurons);
            Assert.Equal(two[0, 1].Neuron, answers.SecondNeurons[0]);
            Assert.Equal(1, answers.Reals("distance")[0]);
            Assert.Equal(fitted.Predict(data), answers.Values<string>("class"));
        }
    }

    [Fact]
    public void NamesMayHoldAnything()
    {
        string[] names = ["a \"b\"", "ü/ß 中", "neuron", "features"];
        var samples = Samples.Iris with { Names = names };
        var map = new SomVq().Fit(samples.Matrix);
        using var model = new OnnxModel(map, new OnnxOptions { HasInputPerFeature = true });
        Assert.Equal(4, model.Session.InputMetadata.Count);
        Assert.Equal(map.Predict(samples.Matrix), model.Run(samples.Rows).Neurons);
        var metadata = model.Session.ModelMetadata.CustomMetadataMap;
        Assert.Equal(names, JsonSerializer.Deserialize<string[]>(metadata["feature_names"])!);
    }

    [Fact]
    public void SaysWhatItIs()
    {
        var fitted = new SomClassifier().Fit(Samples.Iris.Matrix, Samples.Iris.Labels);
        using var model = new OnnxModel(fitted.Map);
        var metadata = model.Session.ModelMetadata;
        Assert.Equal("Dbgsom", metadata.ProducerName);
        Assert.Equal("dbgsom", metadata.GraphName);
        Assert.Equal(
            ["setosa", "versicolor", "virginica"],
            JsonSerializer.Deserialize<string[]>(metadata.CustomMetadataMap["classes"])!
        );
        Assert.Equal("euclidean", metadata.CustomMetadataMap["metric"]);
        Assert.Equal(fitted.Map.Training.DataFingerprint, metadata.CustomMetadataMap["data_fingerprint"]);
        Assert.Equal([-1, 4], model.Session.InputMetadata["features"].Dimensions);
        using var again = new OnnxModel(fitted.Map);
        Assert.Equal(model.Bytes, again.Bytes);
    }

    [Fact]
    public void AHierarchyIsRefused()
    {
        var map = new SomVq(new SomOptions { Lambda = 60, VerticalGrowth = true }).Fit(Samples.Digits.Matrix);
        Assert.NotEmpty(map.Children);
        var error = Assert.Throws<InvalidOperationException>(() => new OnnxModel(map));
        Assert.Contains("child maps", error.Message, StringComparison.Ordinal);
    }

    private static SomOptions Options(bool cosine, bool scaled) => ClusteringTests.Options(cosine, scaled).Map;
}
