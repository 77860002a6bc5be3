using Dbgsom.Classification;
using Dbgsom.Measures;
using Dbgsom.Options;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Contracts;

/// <summary>What every estimator keeps to with every option, in the manner of scikit-learn's check_estimator.</summary>
public sealed class EstimatorContractTests
{
    public static TheoryData<string> Variants => Variant.Names;

    [Fact]
    public void Nothing_is_left_out()
    {
        Assert.Equal(Estimator.InAssembly.Order(), Estimator.All.Select(estimator => estimator.Name).Order());
        foreach (var option in SomOption.All)
            Assert.True(
                Variant.All.Select(variant => option.Format(variant.Options)).Distinct().Count() > 1,
                $"{option.Name} has one value in all variants"
            );
        Assert.Contains(Variant.All, variant => variant.Fit().Neurons.Count == 24);
    }

    /// <summary>What the map keeps of its training samples is what it answers when it is asked for them.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void What_is_stored_is_what_is_predicted(string name)
    {
        var variant = Variant.Of(name);
        var map = variant.Fit();
        int[] winners = map.Predict(Samples.Data);
        Assert.Equal(winners.CountBy(winner => winner).ToDictionary(), Stored(map));
        Assert.Equal(map.Neurons.Select(neuron => neuron.HitMass), map.Hits(Samples.Data));
        Assert.Equal(map.Training.QuantizationError, map.QuantizationError(Samples.Data), 1e-12);
        Assert.Equal(map.Training.TopographicError, map.TopographicError(Samples.Data));
        int[] labels = map.PredictLabel(Samples.Data);
        Assert.Equal(Enumerable.Range(0, map.LabelCount), labels.Distinct().Order());
        if (map.Children.Count == 0)
            Assert.Equal(winners.Select(winner => map.Neurons[winner].Label), labels);
        if (!variant.Estimator.HasLabels)
            return;
        int[] classes = map.PredictClass(Samples.Data);
        double[,] shares = map.PredictProbabilities(Samples.Data);
        for (int row = 0; row < Samples.Rows; row++)
        {
            double[] of = [.. Enumerable.Range(0, map.Classes!.Count).Select(code => shares[row, code])];
            Assert.Equal(1, of.Sum(), 1e-12);
            Assert.Equal(Array.IndexOf(of, of.Max()), classes[row]);
        }
        double correct = classes.Where((code, row) => code == Samples.Labels[row]).Count();
        Assert.Equal(correct, map.Content.CorrectMass);
        if (map.Options.ClassVote == ClassVote.Winner && map.Children.Count == 0)
            Assert.Equal(winners.Select(winner => map.Neurons[winner].Class!.Value), classes);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void What_is_found_is_said_where_it_holds_and_only_there(string name)
    {
        var map = Variant.Of(name).Fit();
        bool Said(DiagnosticKind kind) => map.Diagnostics.Any(finding => finding.Kind == kind);
        int dead = map.Neurons.Count(neuron => neuron.IsDead);
        Assert.Equal(dead > 0, Said(DiagnosticKind.DeadNeurons));
        if (dead > 0)
            Assert.StartsWith(
                FormattableString.Invariant($"{dead} of {map.Neurons.Count} neurons"),
                map.Diagnostics.First(finding => finding.Kind == DiagnosticKind.DeadNeurons).Message,
                StringComparison.Ordinal
            );
        Assert.Equal(map.Options.VerticalGrowth && map.Children.Count == 0, Said(DiagnosticKind.NoHierarchy));
        Assert.False(Said(DiagnosticKind.ConstantColumns));
        Assert.False(Said(DiagnosticKind.AllRowsEqual));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Saved_and_loaded_it_is_the_same_bytes_and_answers(string name)
    {
        var map = Variant.Of(name).Fit();
        byte[] bytes = map.ToBytes();
        var again = SomMap.Load(bytes, "again");
        Assert.Equal(bytes, again.ToBytes());
        Assert.Equal(map.Options, again.Options);
        Assert.Equal(map.FindBestMatches(Samples.Data, 3), again.FindBestMatches(Samples.Data, 3));
        Assert.Equal(map.PredictLabel(Samples.Data), again.PredictLabel(Samples.Data));
    }

    /// <summary>Twice, on any number of threads: the same bytes; and neither values, weights nor labels are touched.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void The_same_request_gives_the_same_bytes_and_leaves_its_input_alone(string name)
    {
        var variant = Variant.Of(name);
        double[] values = [.. Samples.Values];
        double[] weights = [.. Enumerable.Range(0, Samples.Rows).Select(row => 1.0 + (row % 3))];
        string[] names = [.. Samples.Names];
        var data = DataMatrix.Own(values, Samples.Rows, Samples.Columns).WithSampleWeights(weights);
        var request = variant.Request(data, ClassLabels.From(names));
        var options = request.Options with { };
        byte[] once = variant.Estimator.Fit(request with { Threads = 1 }).ToBytes();
        var map = variant.Estimator.Fit(request with { Threads = 3 });
        Assert.Equal(once, map.ToBytes());
        map.PredictLabel(data);
        Assert.Equal(Samples.Values, values);
        Assert.Equal(Enumerable.Range(0, Samples.Rows).Select(row => 1.0 + (row % 3)), weights);
        Assert.Equal(Samples.Names, names);
        Assert.Equal(options, request.Options);
        Assert.Equal(options, map.Options);
    }

    /// <summary>
    /// The samples are rounded to single precision, one part in 10^7, and trained on give the same bytes as the rounded values in double
    /// precision; and in every epoch weights within 1e-4 of those from the values as they were.
    /// </summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Single_precision_is_near_double(string name)
    {
        var variant = Variant.Of(name);
        var data = Samples.Changed(row => [.. row.Select(value => value * 1.1)]);
        var single = data.ToSingle();
        Assert.Equal(variant.Fit(single).ToBytes(), variant.Fit(single.ToDouble()).ToBytes());
        Lockstep.Assert(variant, data, single, (weight, _) => weight, 1e-4);
    }

    private static Dictionary<int, int> Stored(SomMap map) =>
        map.Neurons.Where(neuron => neuron.HitCount > 0).ToDictionary(neuron => neuron.Index, neuron => (int)neuron.HitCount);
}
