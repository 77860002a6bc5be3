using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Change;

/// <summary>
/// The changes of a map by further training, see <see cref="SomMap.Continue"/>. Neurons have the same index before and after.
/// </summary>
public sealed class MapChange
{
    private MapChange(SomMap before, SomMap after, double[] moved)
    {
        (Before, After, Moved) = (before, after, Array.AsReadOnly(moved));
        NewlyDead = Array.AsReadOnly(Where((was, now) => !was.IsDead && now.IsDead));
        NewlyLive = Array.AsReadOnly(Where((was, now) => was.IsDead && !now.IsDead));
    }

    /// <summary>The map before training continued.</summary>
    public SomMap Before { get; }

    /// <summary>The map after training continued.</summary>
    public SomMap After { get; }

    /// <summary>The Euclidean distance that the weights of each original neuron moved, in the space trained in.</summary>
    public IReadOnlyList<double> Moved { get; }

    /// <summary>The median of <see cref="Moved"/>.</summary>
    public double MedianMoved
    {
        get
        {
            double[] sorted = [.. Moved.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>The number of added neurons; their indices follow those of the original map.</summary>
    public int GrownCount => After.Neurons.Count - Before.Neurons.Count;

    /// <summary>The neurons that won samples before and win none now.</summary>
    public IReadOnlyList<int> NewlyDead { get; }

    /// <summary>The neurons that won no samples before and win some now.</summary>
    public IReadOnlyList<int> NewlyLive { get; }

    /// <summary>Compares two maps.</summary>
    /// <param name="before">The original map.</param>
    /// <param name="after">The map that training continued to.</param>
    /// <exception cref="ArgumentException">
    /// The second map does not begin with the neurons of the first in the same places, or has another scaler or other features.
    /// </exception>
    public static MapChange Between(SomMap before, SomMap after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (
            after.Neurons.Count < before.Neurons.Count
            || after.FeatureCount != before.FeatureCount
            || before.Neurons.Any(neuron => after.Neurons[neuron.Index].Position != neuron.Position)
            || before.Space.Scaler is { } scaler
                && !(
                    after.Scaler is { } other
                    && scaler.Offset.SequenceEqual(other.Offset)
                    && scaler.Divisor.SequenceEqual(other.Divisor)
                )
        )
            throw new ArgumentException(
                "the map after does not continue the map before: its first neurons have other places, or it scales features differently",
                nameof(after)
            );
        var moved = new double[before.Neurons.Count];
        for (int neuron = 0; neuron < moved.Length; neuron++)
            moved[neuron] = Math.Sqrt(SquaredDistance.Between(before.Weights[neuron], after.Weights[neuron]));
        return new MapChange(before, after, moved);
    }

    /// <summary>Returns for each sample whether its winner changed.</summary>
    /// <param name="data">Samples with the features of the maps.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the maps.</exception>
    public bool[] FindElsewhere(DataMatrix data, CancellationToken cancellationToken = default)
    {
        int[] then = Before.Predict(data, cancellationToken);
        int[] now = After.Predict(data, cancellationToken);
        return [.. then.Zip(now, (a, b) => a != b)];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"MapChange: {Text.Of(GrownCount, "neuron")} more, {Text.Of(NewlyDead.Count, "neuron")} dead since";

    private int[] Where(Func<Neuron, Neuron, bool> holds) =>
        [.. Before.Neurons.Where(neuron => holds(neuron, After.Neurons[neuron.Index])).Select(neuron => neuron.Index)];
}
