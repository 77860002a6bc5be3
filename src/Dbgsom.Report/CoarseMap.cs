using Dbgsom.Grid;
using Dbgsom.Map;

namespace Dbgsom.Report;

/// <summary>A map of more neurons than a page can show, seen from further away: blocks of neurons become one each.</summary>
/// <param name="Map">The map that is shown.</param>
/// <param name="PlaceOf">For each neuron of the whole map the neuron of the shown one that stands for it.</param>
/// <param name="Block">The side of a block; 1 where the map is shown as it is.</param>
internal sealed record CoarseMap(SomMap Map, int[] PlaceOf, int Block)
{
    /// <summary>The most neurons that are shown one by one.</summary>
    public const int MostNeurons = 10_000;

    public static CoarseMap Of(SomMap map)
    {
        if (map.Neurons.Count <= MostNeurons)
            return new(map, [.. Enumerable.Range(0, map.Neurons.Count)], 1);
        int block = 2;
        while (map.Neurons.DistinctBy(neuron => BlockOf(neuron.Position, block)).Count() > MostNeurons)
            block++;
        var places = Reachable([.. map.Neurons.Select(neuron => BlockOf(neuron.Position, block)).Distinct()]);
        var at = places.Index().ToDictionary(place => place.Item, place => place.Index);
        int[] placeOf = [.. map.Neurons.Select(neuron => Nearest(at, BlockOf(neuron.Position, block)))];
        return new(Merge(map, Lattice.Replay(MapGrid.Square, places), placeOf), placeOf, block);
    }

    private static GridPosition BlockOf(GridPosition place, int block) =>
        new((int)Math.Floor((double)place.X / block), (int)Math.Floor((double)place.Y / block));

    /// <summary>Blocks in an order in which each is beside one before it; one that touches others at a corner only is left out.</summary>
    private static GridPosition[] Reachable(IReadOnlyList<GridPosition> blocks)
    {
        var left = blocks.ToHashSet();
        var order = new List<GridPosition> { blocks[0] };
        left.Remove(blocks[0]);
        for (int i = 0; i < order.Count; i++)
            foreach (var beside in MapGrid.Square.Neighbors(order[i]))
                if (left.Remove(beside))
                    order.Add(beside);
        return [.. order];
    }

    private static int Nearest(Dictionary<GridPosition, int> at, GridPosition block) =>
        at.TryGetValue(block, out int place)
            ? place
            : at.MinBy(one => (Math.Abs(one.Key.X - block.X) + Math.Abs(one.Key.Y - block.Y), one.Value)).Value;

    /// <summary>Weights are means, counted by hits where a block has any; hits, errors and classes are sums.</summary>
    private static SomMap Merge(SomMap map, Lattice lattice, int[] placeOf)
    {
        int count = lattice.Count;
        var content = map.Content;
        var mass = new double[count];
        var size = new double[count];
        for (int neuron = 0; neuron < placeOf.Length; neuron++)
        {
            mass[placeOf[neuron]] += content.HitMass[neuron];
            size[placeOf[neuron]]++;
        }
        double Share(int neuron) =>
            mass[placeOf[neuron]] > 0 ? content.HitMass[neuron] / mass[placeOf[neuron]] : 1 / size[placeOf[neuron]];
        double[] Means(ReadOnlySpan<double> rows, int columns)
        {
            var means = new double[count * columns];
            for (int neuron = 0; neuron < placeOf.Length; neuron++)
            {
                double share = Share(neuron);
                // 0 times an unknown value would be unknown.
                if (share == 0)
                    continue;
                for (int c = 0; c < columns; c++)
                    means[(placeOf[neuron] * columns) + c] += share * rows[(neuron * columns) + c];
            }
            return means;
        }
        double[] Sums(IReadOnlyList<double> values, int columns)
        {
            var sums = new double[count * columns];
            for (int i = 0; i < values.Count; i++)
                sums[(placeOf[i / columns] * columns) + (i % columns)] += values[i];
            return sums;
        }
        double[] weights = Means(map.Weights.Values, map.FeatureCount);
        if (map.EffectiveOptions.Metric.ScalesToLengthOne)
            for (int place = 0; place < count; place++)
                ScaleToLengthOne(weights.AsSpan(place * map.FeatureCount, map.FeatureCount));
        var created = Enumerable.Repeat(int.MaxValue, count).ToArray();
        var hits = new long[count];
        for (int neuron = 0; neuron < placeOf.Length; neuron++)
        {
            created[placeOf[neuron]] = Math.Min(created[placeOf[neuron]], content.EpochCreated[neuron]);
            hits[placeOf[neuron]] += content.HitCount[neuron];
        }
        return new SomMap(
            content with
            {
                Lattice = lattice,
                Weights = new WeightMatrix(weights, map.FeatureCount),
                Error = Sums(content.Error, 1),
                EpochCreated = created,
                HitCount = hits,
                HitMass = mass,
                Density = Means(content.Density, 1),
                Spread = null,
                ClassMass = content.ClassMass is { } classes ? Sums(classes, map.Classes!.Count) : null,
                Passive = content.Passive is { } passive
                    ? passive with
                    {
                        Values = Means(passive.Values, passive.Values.Length / placeOf.Length),
                    }
                    : null,
                Children = new Dictionary<int, SomMap>(),
            }
        );
    }

    private static void ScaleToLengthOne(Span<double> row)
    {
        double squares = 0;
        foreach (double value in row)
            squares += value * value;
        if (squares == 0)
            return;
        double length = Math.Sqrt(squares);
        foreach (ref double value in row)
            value /= length;
    }
}
