using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Threading;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>Σ over rows x with winner c of Σ_k h(c, k)·‖x − w_k‖², from sums by neuron.</summary>
internal static class Distortions
{
    // Some hundred microseconds of one thread.
    private const long TermsPerThread = 100_000;

    /// <param name="sums">Sums of the rows that each neuron won.</param>
    /// <param name="weights">The neurons.</param>
    /// <param name="neighborhoods">h.</param>
    /// <param name="team">Threads.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static double Of(
        Displacements sums,
        WeightMatrix weights,
        NeuronNeighborhoods neighborhoods,
        Team team,
        CancellationToken cancellationToken
    )
    {
        int neurons = weights.NeuronCount;
        int columns = weights.FeatureCount;
        var parts = new double[neurons];
        var rooms = new double[team.Threads][];
        int workers = (int)Math.Min(team.Threads, 1 + ((long)neurons * neurons * columns / TermsPerThread));
        team.For(
            neurons,
            workers,
            (neuron, worker) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (sums.Has(neuron))
                    parts[neuron] = Of(
                        sums,
                        neuron,
                        weights,
                        neighborhoods,
                        rooms[worker] ??= new double[neurons + (2 * columns)]
                    );
            }
        );
        return Ordered.Sum(parts);
    }

    /// <summary>The part of the rows that one neuron won.</summary>
    private static double Of(
        Displacements sums,
        int winner,
        WeightMatrix weights,
        NeuronNeighborhoods neighborhoods,
        double[] room
    )
    {
        int columns = weights.FeatureCount;
        var h = room.AsSpan(0, weights.NeuronCount);
        var twice = room.AsSpan(h.Length, columns);
        var mass = room.AsSpan(h.Length + columns);
        for (int c = 0; c < columns; c++)
            (twice[c], mass[c]) = (2 * sums.Difference(winner, c), sums.Mass(winner, c));
        neighborhoods.Row(winner, h);
        var own = weights[winner];
        double squares = sums.Squares(winner);
        double sum = 0;
        for (int neuron = 0; neuron < h.Length; neuron++)
        {
            if (h[neuron] == 0)
                continue;
            var other = weights[neuron];
            double all = squares;
            for (int c = 0; c < other.Length; c++)
            {
                double apart = own[c] - other[c];
                all += apart * (twice[c] + (mass[c] * apart));
            }
            sum += h[neuron] * Math.Max(0, all);
        }
        return sum;
    }
}
