using System.Runtime.CompilerServices;
using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Plots;

/// <summary>Summarizes a column of texts per neuron.</summary>
internal static class SampleTexts
{
    public static NeuronAttribute Attribute(string name, DataMatrix data, IReadOnlyList<string?> texts)
    {
        if (texts.Count != data.RowCount)
            throw new ArgumentException(
                $"the column '{name}' has {texts.Count} texts for {data.RowCount} samples; valid is one per sample",
                nameof(texts)
            );
        if (texts.All(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"the column '{name}' is empty, so it cannot color anything", nameof(texts));
        // Asked for more than once for a figure, on one map.
        var winners = new ConditionalWeakTable<SomMap, int[]>();
        int[] Winners(SomMap map, CancellationToken cancellationToken)
        {
            if (!winners.TryGetValue(map, out int[]? found))
                winners.AddOrUpdate(map, found = map.Predict(data, cancellationToken));
            return found;
        }
        double Weight(int row) => data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[row];
        if (NumericTexts.Parse(texts) is { } numbers)
            return NeuronAttribute.OfSamples(name, (map, token) => Means(map, Winners(map, token), numbers, Weight), null);
        string[] names =
        [
            .. texts
                .Where(text => !string.IsNullOrWhiteSpace(text))
                .Select(text => text!)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        int[] codes =
        [
            .. texts.Select(text =>
                string.IsNullOrWhiteSpace(text) ? -1 : Array.BinarySearch(names, text, StringComparer.Ordinal)
            ),
        ];
        var masses = new double[names.Length];
        for (int row = 0; row < codes.Length; row++)
            if (codes[row] >= 0)
                masses[codes[row]] += Weight(row);
        return NeuronAttribute.OfSamples(
            name,
            (map, token) => MostFrequent(map, Winners(map, token), codes, Weight),
            Categories.OfNames(names, masses)
        );
    }

    private static double[] Means(SomMap map, int[] winners, double[] numbers, Func<int, double> weight)
    {
        var sums = new double[map.Neurons.Count];
        var counts = new double[sums.Length];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (double.IsNaN(numbers[row]))
                continue;
            sums[winners[row]] += weight(row) * numbers[row];
            counts[winners[row]] += weight(row);
        }
        return [.. sums.Select((sum, neuron) => sum / counts[neuron])];
    }

    /// <summary>The place of the most frequent name, the first of equal ones.</summary>
    private static double[] MostFrequent(SomMap map, int[] winners, int[] codes, Func<int, double> weight)
    {
        var counts = Enumerable.Range(0, map.Neurons.Count).Select(_ => new SortedDictionary<int, double>()).ToArray();
        for (int row = 0; row < codes.Length; row++)
            if (codes[row] >= 0 && weight(row) > 0)
                counts[winners[row]][codes[row]] = counts[winners[row]].GetValueOrDefault(codes[row]) + weight(row);
        return [.. counts.Select(of => of.Count == 0 ? double.NaN : of.MaxBy(pair => pair.Value).Key)];
    }
}
