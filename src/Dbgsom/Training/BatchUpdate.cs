using Dbgsom.Grid;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>
/// Step 6c: w_i = Σ_j h_ij·n_j·c_j / Σ_j h_ij·n_j over the neurons j that won samples. A zero denominator keeps w_i. Where samples lack values, n_j is
/// for each feature the mass of those that have it.
/// </summary>
internal static class BatchUpdate
{
    // Some thirty microseconds of one thread.
    private const long TermsPerThread = 300_000;

    /// <summary>The new weights.</summary>
    /// <param name="sums">Sums of the epoch.</param>
    /// <param name="centers">c_j of the neurons that won samples, row-major.</param>
    /// <param name="hops">Distances on the grid.</param>
    /// <param name="neighborhood">h by hops.</param>
    /// <param name="weights">The weights so far, row-major.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="team">The threads there are; the result does not depend on them.</param>
    public static double[] Compute(
        EpochSums sums,
        double[] centers,
        HopDistances hops,
        double[] neighborhood,
        double[] weights,
        int columns,
        Team team
    )
    {
        var live = LiveNeurons.Of(sums, centers, hops.Count, columns);
        // Where h is 0 for some hops, neurons beyond them are left out.
        bool sparse = Array.IndexOf(neighborhood, 0.0) >= 0;
        double[]? shares = sums.HasGaps ? KnownShares(sums, live, columns) : null;
        var known = shares is null ? live : live with { Centers = Products(centers, shares) };
        double[] result = GC.AllocateUninitializedArray<double>(weights.Length);
        var rooms = new Room?[team.Threads];
        int parts = (hops.Count + Pack.Size - 1) / Pack.Size;
        int workers = (int)Math.Min(team.Threads, 1 + ((long)hops.Count * hops.Count * (columns + 4) / TermsPerThread));
        team.For(
            parts,
            workers,
            (part, worker) =>
            {
                var room = rooms[worker] ??= new Room(hops.Count, columns);
                MoveEight(part * Pack.Size, known, hops, neighborhood, sparse, room, weights, result);
                if (shares is not null)
                    DivideEight(part * Pack.Size, live with { Centers = shares }, hops, sparse, room, weights, result);
            }
        );
        return result;
    }

    /// <summary>The new weights of neurons <paramref name="start"/> to start + 7.</summary>
    private static void MoveEight(
        int start,
        LiveNeurons live,
        HopDistances hops,
        double[] neighborhood,
        bool sparse,
        Room room,
        double[] weights,
        double[] result
    )
    {
        int count = Math.Min(Pack.Size, hops.Count - start);
        NeighborhoodSums.LookUp(hops, start, neighborhood, room.H);
        var others = sparse ? Within(live.Index, room) : live.Index;
        NeighborhoodSums.Run(room.H, others, live.Mass, live.Centers, live.Columns, room.Sums, room.Denominators);
        int columns = live.Columns;
        for (int lane = 0; lane < count; lane++)
        {
            var target = result.AsSpan((start + lane) * columns, columns);
            if (room.Denominators[lane] > 0)
                for (int c = 0; c < columns; c++)
                    target[c] = room.Sums[(c * Pack.Size) + lane];
            else
                weights.AsSpan((start + lane) * columns, columns).CopyTo(target);
        }
    }

    /// <summary>
    /// Divides the new weights, which are Σ h·n·q·c / Σ h·n, by Σ h·n·q / Σ h·n, q the shares of n that have the feature. A feature that no
    /// neuron around knows keeps its weight.
    /// </summary>
    private static void DivideEight(
        int start,
        LiveNeurons shares,
        HopDistances hops,
        bool sparse,
        Room room,
        double[] weights,
        double[] result
    )
    {
        var others = sparse ? Within(shares.Index, room) : shares.Index;
        NeighborhoodSums.Run(room.H, others, shares.Mass, shares.Centers, shares.Columns, room.Sums, room.Denominators);
        int columns = shares.Columns;
        for (int lane = 0; lane < Math.Min(Pack.Size, hops.Count - start); lane++)
        for (int c = 0; room.Denominators[lane] > 0 && c < columns; c++)
        {
            int at = ((start + lane) * columns) + c;
            double share = room.Sums[(c * Pack.Size) + lane];
            result[at] = share > 0 ? result[at] / share : weights[at];
        }
    }

    private static double[] KnownShares(EpochSums sums, LiveNeurons live, int columns)
    {
        var shares = new double[live.Centers.Length];
        foreach (int neuron in live.Index)
            for (int c = 0; c < columns; c++)
                shares[(neuron * columns) + c] = sums.KnownShare(neuron, c);
        return shares;
    }

    private static double[] Products(double[] centers, double[] shares)
    {
        var products = new double[centers.Length];
        for (int i = 0; i < products.Length; i++)
            products[i] = centers[i] * shares[i];
        return products;
    }

    /// <summary>The neurons j whose h is not 0 for all of the eight.</summary>
    private static ReadOnlySpan<int> Within(int[] live, Room room)
    {
        int count = 0;
        foreach (int j in live)
            if (room.H.AsSpan(j * Pack.Size, Pack.Size).ContainsAnyExcept(0.0))
                room.Others[count++] = j;
        return room.Others.AsSpan(0, count);
    }

    /// <summary>Room for the work on eight neurons.</summary>
    private sealed class Room(int neurons, int columns)
    {
        public double[] H { get; } = new double[neurons * Pack.Size];

        public int[] Others { get; } = new int[neurons];

        public double[] Sums { get; } = new double[columns * Pack.Size];

        public double[] Denominators { get; } = new double[Pack.Size];
    }

    /// <summary>The neurons j that won samples.</summary>
    /// <param name="Index">Their indices, ascending.</param>
    /// <param name="Mass">n_j of every neuron.</param>
    /// <param name="Centers">c_j of every neuron, row-major.</param>
    /// <param name="Columns">Number of features.</param>
    private sealed record LiveNeurons(int[] Index, double[] Mass, double[] Centers, int Columns)
    {
        public static LiveNeurons Of(EpochSums sums, double[] centers, int neurons, int columns)
        {
            var mass = new double[neurons];
            var index = new int[neurons];
            int count = 0;
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                mass[neuron] = sums.Mass(neuron);
                if (mass[neuron] != 0)
                    index[count++] = neuron;
            }
            return new LiveNeurons(index[..count], mass, centers, columns);
        }
    }
}
