using Dbgsom.Numerics;
using Dbgsom.Space;

namespace Dbgsom.Map;

/// <summary>
/// Which neurons have a say of a row, and how much: exp(−(d_j² − d₀²) / 2r²) over their sum, d₀ the distance of the nearest live neuron and r a multiple of the
/// quantization error of the map. Dead neurons have none.
/// </summary>
/// <param name="map">The map.</param>
/// <param name="reach">The multiple.</param>
internal sealed class NeuronBlend(SomMap map, double reach)
{
    // Neurons beyond this, in twice the squared radius, have less of a say than 4e-6 of the nearest.
    private const double Farthest = 12.5;

    private readonly Metric metric = map.EffectiveOptions.Metric;
    private readonly double room = 2 * reach * reach * map.EffectiveOptions.Metric.SquareOf(map.Training.QuantizationError);

    /// <summary>The live neurons, ascending.</summary>
    public int[] Live { get; } = [.. map.Neurons.Where(neuron => !neuron.IsDead).Select(neuron => neuron.Index)];

    /// <summary>The nearest live neuron, lowest index on ties.</summary>
    /// <param name="distances">The distance of the row from each neuron.</param>
    public int Nearest(ReadOnlySpan<double> distances)
    {
        int nearest = Live[0];
        foreach (int neuron in Live)
            if (distances[neuron] < distances[nearest])
                nearest = neuron;
        return nearest;
    }

    /// <summary>Finds the neurons that have a say, ascending, and their shares, which sum to 1.</summary>
    /// <param name="distances">The distance of the row from each neuron.</param>
    /// <param name="least">The distance of the nearest live one.</param>
    /// <param name="near">Room for all live neurons.</param>
    /// <param name="shares">Room for as many shares.</param>
    /// <returns>How many have a say.</returns>
    public int Find(ReadOnlySpan<double> distances, double least, Span<int> near, Span<double> shares)
    {
        double square = metric.SquareOf(least);
        int count = 0;
        foreach (int neuron in Live)
        {
            double beyond = metric.SquareOf(distances[neuron]) - square;
            if (beyond > Farthest * room)
                continue;
            near[count] = neuron;
            shares[count++] = room > 0 ? -beyond / room : 0;
        }
        shares = shares[..count];
        DeterministicMath.Exp(shares);
        double sum = Ordered.Sum(shares);
        for (int i = 0; i < count; i++)
            shares[i] /= sum;
        return count;
    }
}
