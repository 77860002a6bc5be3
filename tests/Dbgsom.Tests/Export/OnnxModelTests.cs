using System.Text.Json;
using Dbgsom.Classification;
using Dbgsom.Export;
using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Tests.Export;

/// <summary>An exported model, evaluated operator by operator, answers as the map.</summary>
public sealed class OnnxModelTests : IDisposable
{
    private const int Constant = 1;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, bool, bool> Cases =>
        new(
            from scaling in Scaling.All
            from metric in Metric.All
            where metric.RanksAsEuclidean
            from isDouble in new[] { false, true }
            from perFeature in new[] { false, true }
            select (scaling.Name, metric.Name, isDouble, perFeature)
        );

    public void Dispose() => folder.Dispose();

    /// <summary>A timestamp of one day in training, of another in the samples; also one that differs in the last bit in training.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_column_constant_in_training_takes_no_part(string scaling, string metric, bool isDouble, bool perFeature)
    {
        // Beside 1.7e12 all directions are one.
        double day = metric == "cosine" && scaling == "none" ? 7 : 1.7e12;
        foreach (var (one, other) in new[] { (day, day), (0.3, 0.1 + 0.2) })
        {
            var options = new SomOptions
            {
                TargetNeurons = 20,
                Scaling = Named.Parse<Scaling>(scaling),
                Metric = Named.Parse<Metric>(metric),
            };
            var map = new SomVq(options).Fit(Samples(one, other), cancellationToken: Token);
            Assert.Equal([Constant], map.ConstantFeatures.Select(feature => feature.Feature));
            var model = Exported(map, new OnnxOptions { IsDouble = isDouble, HasInputPerFeature = perFeature });
            foreach (double now in new[] { one, 0, -1e30, 2.5e12 })
                AnswersAre(map, Samples(one, one), model.Run(Samples(now, now)), isDouble ? 1e-12 : 1e-5);
        }
    }

    /// <summary>A column of its own for each class, the type of the labels, and both ways to vote.</summary>
    [Fact]
    public void Classes_have_the_type_and_the_probabilities_of_the_map()
    {
        var data = Samples(5, 5);
        int[] numbers = [.. Enumerable.Range(0, data.RowCount).Select(row => ((int)data[row, 0] % 3 * 7) - 7)];
        foreach (var vote in ClassVote.All)
        foreach (var metric in Metric.All.Where(metric => metric.RanksAsEuclidean))
        {
            var classifier = new SomClassifier(
                new SomOptions
                {
                    TargetNeurons = 20,
                    ClassVote = vote,
                    Metric = metric,
                }
            );
            Check(numbers, number => number, text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
            Check(
                numbers,
                number => number + (1L << 40),
                text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            );
            Check(numbers, number => number > 0, text => text == "true" ? 1 : 0);
            Check(numbers, number => $"c{number}", null);

            void Check<TLabel>(int[] numbers, Func<int, TLabel> label, Func<string, double>? number)
                where TLabel : notnull
            {
                var fitted = classifier.Fit(data, [.. numbers.Select(label)], cancellationToken: Token);
                var others = Samples(-40, -40);
                var answers = Exported(fitted.Map, new OnnxOptions { IsDouble = true }).Run(others);
                string[] names = [.. fitted.Map.PredictClass(data, Token).Select(code => fitted.Map.Classes!.Names[code])];
                if (number is null)
                    Assert.Equal(names, answers["class"].Texts);
                else
                    Assert.Equal(names.Select(number), answers["class"].Values);
                double[,] expected = fitted.PredictProbabilities(data, Token);
                Assert.Equal([data.RowCount, expected.GetLength(1)], answers["probabilities"].Shape);
                foreach (var (i, probability) in answers["probabilities"].Values.Index())
                    Assert.Equal(expected[i / expected.GetLength(1), i % expected.GetLength(1)], probability, 1e-9);
            }
        }
    }

    [Fact]
    public void A_feature_named_as_an_output_has_underscores_until_its_name_is_free()
    {
        var data = Samples(2, 2).WithFeatureNames(["neuron", "neuron_", "class"]);
        var map = new SomVq(new SomOptions { TargetNeurons = 8 }).Fit(data, cancellationToken: Token);
        var model = Exported(map, new OnnxOptions { HasInputPerFeature = true });
        Assert.Equal(["neuron__", "neuron_", "class_"], model.Inputs);
        AnswersAre(map, data, model.Run(data), 1e-5);
        Assert.Equal(["features"], Exported(map, new OnnxOptions()).Inputs);
        Assert.Equal(18, model.Opset);
        Assert.Equal(["neuron", "neuron_", "class"], JsonSerializer.Deserialize<string[]>(model.Metadata["feature_names"])!);
        Assert.Equal("euclidean", model.Metadata["metric"]);
        Assert.Equal(map.Training.DataFingerprint, model.Metadata["data_fingerprint"]);
        Assert.False(model.Metadata.ContainsKey("classes"));
    }

    /// <summary>A row of zeros has no direction: its distance 1 − cos is 1 to every neuron, so it goes to the first.</summary>
    [Fact]
    public void A_row_of_zeros_goes_to_the_first_neuron()
    {
        var options = new SomOptions
        {
            TargetNeurons = 12,
            Metric = Metric.Cosine,
            Scaling = Scaling.None,
        };
        var map = new SomVq(options).Fit(Training.SameBitsTests.Make(200, 3, 6), cancellationToken: Token);
        var rows = DataMatrix.From([0, 0, 0, 1e-300, 2e-300, 3e-300, 1e200, 2e200, 3e200], 3);
        var answers = Exported(map, new OnnxOptions { IsDouble = true }).Run(rows);
        Assert.Equal(0, answers["neuron"].Values[0]);
        Assert.Equal(1, answers["distance"].Values[0]);
        Assert.Equal(1, answers["second_distance"].Values[0]);
        // Length is no part of a direction, however small or large.
        Assert.Equal(answers["neuron"].Values[1], answers["neuron"].Values[2]);
        Assert.Equal(answers["distance"].Values[1], answers["distance"].Values[2], 1e-14);
        AnswersAre(map, rows, answers, 1e-12);
    }

    private static void AnswersAre(SomMap map, DataMatrix data, Dictionary<string, OnnxTensor> answers, double tolerance)
    {
        var two = map.FindBestMatches(data, 2, Token);
        Assert.Equal(map.Predict(data, Token).Select(neuron => (double)neuron), answers["neuron"].Values);
        Assert.Equal(map.PredictLabel(data, Token).Select(label => (double)label), answers["label"].Values);
        for (int row = 0; row < data.RowCount; row++)
        {
            Assert.Equal(two[row, 1].Neuron, answers["second_neuron"].Values[row]);
            double distance = two[row, 0].Distance;
            Assert.Equal(distance, answers["distance"].Values[row], tolerance * (1 + distance));
            distance = two[row, 1].Distance;
            Assert.Equal(distance, answers["second_distance"].Values[row], tolerance * (1 + distance));
        }
    }

    private OnnxEvaluator Exported(SomMap map, OnnxOptions options)
    {
        map.SaveOnnx(folder.At("map.onnx"), options);
        return new(File.ReadAllBytes(folder.At("map.onnx")));
    }

    /// <summary>Column 1 of 3 has one of two values.</summary>
    private static DataMatrix Samples(double one, double other)
    {
        double[] values = Training.SameBitsTests.Flat(Training.SameBitsTests.Make(200, 3, 4));
        for (int row = 0; row < 200; row++)
            values[(3 * row) + Constant] = row * 7 % 11 < 5 ? one : other;
        return DataMatrix.From(values, 3);
    }
}
