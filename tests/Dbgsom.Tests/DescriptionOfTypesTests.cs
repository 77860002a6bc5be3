using System.Globalization;
using Dbgsom.Classification;
using Dbgsom.Clustering;
using Dbgsom.Map;
using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Tests.Measures;

namespace Dbgsom.Tests;

/// <summary>What values say of themselves in the debugger and in logs, in any culture.</summary>
public sealed class DescriptionOfTypesTests
{
    private static readonly DataMatrix Corners = DataMatrix.From([0.0, 0, 0, 9, 9, 0, 9, 9], 2);

    [Fact]
    public void Types_say_their_size()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            var map = HandMadeMap.Square;
            Assert.Equal("SomMap: 4 neurons, 2 features", map.ToString());
            Assert.Equal("WeightMatrix: 4 neurons, 2 features", map.Weights.ToString());
            Assert.Equal("UMatrix: 4 neurons, 4 edges", map.UMatrix().ToString());
            Assert.Equal("NeuronTable: 4 neurons, 14 columns", map.ToTable().ToString());
            var function = map.TopographicFunction(HandMadeMap.Samples);
            Assert.Equal($"TopographicFunction: {function.Values.Count} values", function.ToString());
            var one = map.Cluster(ClusterMethod.KMeans, 1).Describe()[0];
            Assert.Equal("Cluster 0: 4 neurons", one.ToString());
            var right = new ConfusionMatrix(["a", "b"], [], new double[2, 2], 2.0 / 3);
            Assert.Equal("ConfusionMatrix: 2 classes, accuracy 0.667", right.ToString());
            Assert.Equal("DataMatrix: 4 rows, 2 columns, double", Corners.ToString());
            Assert.Equal("DataMatrix: 1 row, 1 column, single", DataMatrix.From([1f], 1).ToString());
            var neuron = map.Neurons[2] with { Position = new(-1, 3), HitCount = 1 };
            Assert.Equal("Neuron 2 at (-1, 3): 1 row", neuron.ToString());
            Assert.Equal("Neuron 2 at (-1, 3): 1234 rows", (neuron with { HitCount = 1234 }).ToString());
            Assert.Equal(
                "ClassifierMap: 4 neurons, 2 features, 2 classes",
                new SomClassifier().Fit(Corners, [1, 1, 2, 2]).ToString()
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_run_says_its_epoch()
    {
        using var rows = new LocalEngine(Corners);
        var run = TrainingRun.Start(SomOptions.Default, rows);
        Assert.Equal("TrainingRun: epoch 0, 4 neurons", run.ToString());
        while (!run.IsFinished)
            run.Advance();
        Assert.Equal($"TrainingRun: finished after {run.Epoch} epochs, {run.NeuronCount} neurons", run.ToString());
    }
}
