using Dbgsom.Classification;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Map;

/// <summary>Makes the neurons of a map from its content.</summary>
internal static class NeuronList
{
    public static Neuron[] Of(MapContent content)
    {
        var neighborDistance = NeighborDistances.Average(content.Lattice, content.Weights);
        var labels = Labels(content);
        var table = content.ClassMass is null ? null : new ClassTable(content.ClassMass, content.Classes!.Count);
        return
        [
            .. content.Lattice.Positions.Select(
                (position, i) =>
                    new Neuron
                    {
                        Index = i,
                        Position = position,
                        Error = content.Error[i],
                        EpochCreated = content.EpochCreated[i],
                        HitCount = content.HitCount[i],
                        HitMass = content.HitMass[i],
                        Density = content.Density[i],
                        AverageDistance = neighborDistance[i],
                        Label = labels[i],
                        Class = table?.Knows(i) == true ? table.Best(i) : null,
                        Confidence = table?.Knows(i) == true ? table.Shares(i)[table.Best(i)] : null,
                        HasChild = content.Children.ContainsKey(i),
                        IsOfNoSamples = content.Training.RowCount == 0,
                    }
            ),
        ];
    }

    /// <summary>Live neurons are counted 0, 1, 2, …; a dead one takes the label of the live neuron with the nearest weights. Without samples none is dead.</summary>
    private static int[] Labels(MapContent content)
    {
        if (content.Training.RowCount == 0)
            return [.. Enumerable.Range(0, content.HitCount.Length)];
        int[] live = [.. Enumerable.Range(0, content.HitCount.Length).Where(neuron => content.HitCount[neuron] > 0)];
        var labels = new int[content.HitCount.Length];
        for (int label = 0; label < live.Length; label++)
            labels[live[label]] = label;
        int[] dead = [.. Enumerable.Range(0, labels.Length).Where(neuron => content.HitCount[neuron] == 0)];
        if (live.Length == 0 || dead.Length == 0)
            return labels;
        int columns = content.Weights.FeatureCount;
        // The two nearest are told apart by distances, a winner by their squares, of which two can have one root.
        int count = Math.Min(2, live.Length);
        var nearest = new BestMatch[dead.Length * count];
        using var rows = new LocalEngine(DataMatrix.From(WeightsOf(dead), columns))
        {
            OperationsPerThread = LocalEngine.OperationsOfOnePass,
        };
        var assigner = new Assigner(content.Effective.Metric, WeightsOf(live), columns);
        rows.Run(new NearestPass(assigner, count, nearest), CancellationToken.None);
        for (int i = 0; i < dead.Length; i++)
            labels[dead[i]] = nearest[i * count].Neuron;
        return labels;

        double[] WeightsOf(int[] neurons) => [.. neurons.SelectMany(neuron => content.Weights[neuron].ToArray())];
    }
}
