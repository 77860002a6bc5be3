using Dbgsom.Rows;

namespace Dbgsom.Report.Sections;

/// <summary>Neurons colored by the texts of a column: the mean of their samples where all texts are numbers, else the most frequent text.</summary>
internal static class ColumnColors
{
    // Beyond this a page could not tell them apart; the rest is one group.
    private const int MostNames = 24;

    // Of neurons and columns together.
    private const int MostValues = 200_000;

    public static IEnumerable<MapAttribute> Of(MapFacts facts) =>
        facts
            .Options.Columns.Take(Math.Max(1, MostValues / facts.Map.Neurons.Count))
            .Select(
                (column, i) =>
                    NumericTexts.Parse(column.Texts) is { } numbers ? Means(facts, column, i, numbers) : Names(facts, column, i)
            );

    private static MapAttribute Means(MapFacts facts, SampleColumn column, int index, double[] numbers)
    {
        var sums = new double[facts.Map.Neurons.Count];
        var counts = new double[sums.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (double.IsNaN(numbers[i]))
                continue;
            double count = Count(facts, i);
            sums[facts.Matches[i].Neuron] += count * numbers[i];
            counts[facts.Matches[i].Neuron] += count;
        }
        return new(
            $"column:{index}",
            column.Name,
            $"The mean of {column.Name} of the samples of each neuron; the map was not trained on it.",
            [.. sums.Select((sum, neuron) => sum / counts[neuron])],
            "viridis"
        )
        {
            Group = "Other columns",
        };
    }

    private static MapAttribute Names(MapFacts facts, SampleColumn column, int index)
    {
        var names = ClassNames.Of([.. column.Texts.Where(text => text.Length > 0)], MostNames);
        double[][] counts = [.. facts.Map.Neurons.Select(_ => new double[names.Names.Count])];
        for (int i = 0; i < column.Texts.Count; i++)
            if (column.Texts[i].Length > 0)
                counts[facts.Matches[i].Neuron][names.IndexOf(column.Texts[i])] += Count(facts, i);
        return new(
            $"column:{index}",
            column.Name,
            $"The most frequent {column.Name} of the samples of each neuron; the map was not trained on it.",
            [.. counts.Select(row => MostFrequent(row, names.HasOthers))],
            "category"
        )
        {
            Group = "Other columns",
            Categories = names.Names,
            Others = names.HasOthers ? names.Names.Count - 1 : -1,
        };
    }

    /// <summary>The place of the greatest count, the first of equal ones; rare texts win only where there are no others.</summary>
    private static double MostFrequent(double[] counts, bool hasOthers)
    {
        int told = hasOthers ? counts.Length - 1 : counts.Length;
        int most = Array.IndexOf(counts, counts.Take(told).DefaultIfEmpty(0).Max());
        return most >= 0 && counts[most] > 0 ? most
            : hasOthers && counts[^1] > 0 ? counts.Length - 1
            : double.NaN;
    }

    private static double Count(MapFacts facts, int row) => facts.Data!.SampleWeights.IsEmpty ? 1 : facts.Data.SampleWeights[row];
}
