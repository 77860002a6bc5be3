using Dbgsom.Measures;

namespace Dbgsom.Report;

/// <summary>How many samples of each label every neuron has, so that any grouping of the neurons is compared with the labels at once.</summary>
internal sealed class MeetingCounts
{
    private readonly int[] neurons;
    private readonly int[] labels;
    private readonly double[] counts;

    private MeetingCounts(Dictionary<(int Neuron, int Label), double> cells)
    {
        neurons = [.. cells.Keys.Select(cell => cell.Neuron)];
        labels = [.. cells.Keys.Select(cell => cell.Label)];
        counts = [.. cells.Values];
    }

    /// <summary>Counts the labels per neuron; null without labels, or if they are unique to samples.</summary>
    public static MeetingCounts? Of(MapFacts facts)
    {
        if (facts.LabelCodes is not { } codes || facts.HasNamesForLabels)
            return null;
        var cells = new Dictionary<(int Neuron, int Label), double>();
        for (int i = 0; i < codes.Length; i++)
        {
            double count = facts.Data!.SampleWeights.IsEmpty ? 1 : facts.Data.SampleWeights[i];
            if (codes[i] < 0 || count == 0)
                continue;
            var cell = (facts.Matches[i].Neuron, codes[i]);
            cells[cell] = cells.GetValueOrDefault(cell) + count;
        }
        return cells.Count == 0 ? null : new MeetingCounts(cells);
    }

    /// <summary>How well clusters agree with the labels.</summary>
    /// <param name="clusters">The cluster of each neuron.</param>
    public LabelAgreement With(IReadOnlyList<int> clusters) =>
        LabelAgreement.Of(Array.ConvertAll(neurons, neuron => clusters[neuron]), labels, counts);
}
