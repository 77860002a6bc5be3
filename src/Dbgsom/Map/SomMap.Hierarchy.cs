using Dbgsom.Map;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <content>The maps below neurons, where the map was trained with <see cref="SomOptions.VerticalGrowth"/>.</content>
public sealed partial class SomMap
{
    private readonly int[] firstLabels;

    /// <summary>The child maps by the index of their neuron; empty without a hierarchy. They also take samples in the user's units.</summary>
    public IReadOnlyDictionary<int, SomMap> Children => Content.Children;

    /// <summary>The number of levels of child maps; 0 without a hierarchy.</summary>
    public int Depth => Children.Count == 0 ? 0 : 1 + Children.Values.Max(child => child.Depth);

    /// <summary>Enumerates this map and all child maps, level by level, each with the neurons that lead to it.</summary>
    public IEnumerable<(IReadOnlyList<int> Path, SomMap Map)> AllMaps()
    {
        var waiting = new Queue<(int[] Path, SomMap Map)>([([], this)]);
        while (waiting.TryDequeue(out var next))
        {
            yield return next;
            foreach (var (neuron, child) in next.Map.Children)
                waiting.Enqueue(([.. next.Path, neuron], child));
        }
    }

    /// <summary>Returns the winners of each sample from this map down to the lowest map: one neuron index per level.</summary>
    /// <inheritdoc cref="Predict(DataMatrix, CancellationToken)"/>
    public IReadOnlyList<int>[] PredictPath(DataMatrix data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var paths = new IReadOnlyList<int>[data.RowCount];
        Descent.Run(
            this,
            data,
            (map, path, _, _, winners, places) =>
            {
                var made = new IReadOnlyList<int>?[map.Neurons.Count];
                for (int i = 0; i < places.Length; i++)
                    paths[places[i]] = made[winners[i]] ??= [.. path, winners[i]];
            },
            cancellationToken
        );
        return paths;
    }

    private int[] LabelsOfLowestMaps(DataMatrix data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        var labels = new int[data.RowCount];
        Descent.Run(
            this,
            data,
            (map, _, firstLabel, _, winners, places) =>
            {
                for (int i = 0; i < places.Length; i++)
                    labels[places[i]] = firstLabel + map.FirstLabel(winners[i]);
            },
            cancellationToken
        );
        return labels;
    }

    /// <summary>The label that <see cref="PredictLabel(DataMatrix, CancellationToken)"/> gives the first cluster at or below a neuron.</summary>
    internal int FirstLabel(int neuron) => firstLabels[neuron];

    private bool ClustersDescend => Children.Count > 0 && EffectiveOptions.VerticalRule.ClustersDescend;

    /// <summary>Live neurons are counted in order, a neuron with a map below it as many times as that has labels.</summary>
    private static (int[] First, int Count) CountLabels(IReadOnlyList<Neuron> neurons, MapContent content)
    {
        bool descends = content.Effective.VerticalRule.ClustersDescend;
        var first = new int[neurons.Count];
        var ofLabel = new List<int>();
        int count = 0;
        foreach (var neuron in neurons.Where(neuron => !neuron.IsDead))
        {
            ofLabel.Add(first[neuron.Index] = count);
            count += descends && content.Children.TryGetValue(neuron.Index, out var child) ? child.LabelCount : 1;
        }
        foreach (var neuron in neurons.Where(neuron => neuron.IsDead && ofLabel.Count > 0))
            first[neuron.Index] = ofLabel[neuron.Label];
        return (first, count);
    }
}
