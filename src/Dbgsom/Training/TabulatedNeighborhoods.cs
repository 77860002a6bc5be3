using Dbgsom.Grid;
using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>Neighborhoods that are looked up by the steps between two neurons: for lattices of any shape. The work grows with the square of their number.</summary>
/// <param name="hops">The steps.</param>
/// <param name="table">h by steps.</param>
internal sealed class TabulatedNeighborhoods(HopDistances hops, double[] table) : NeuronNeighborhoods
{
    // Some thirty microseconds of one thread.
    private const long TermsPerThread = 300_000;

    // Neurons where h is 0 from some steps on are left out.
    private readonly int reach = 1 + Array.FindLastIndex(table, h => h != 0);

    public override int Count => hops.Count;

    public override void Row(int neuron, Span<double> h)
    {
        var steps = hops.Row(neuron);
        for (int other = 0; other < steps.Length; other++)
            h[other] = table[steps[other]];
    }

    public override double[] Means(WeightedNeurons values, double[] otherwise, Team team)
    {
        double[] result = GC.AllocateUninitializedArray<double>(values.Values.Length);
        var rooms = new Room?[team.Threads];
        int parts = (Count + Pack.Size - 1) / Pack.Size;
        int workers = (int)Math.Min(team.Threads, 1 + ((long)Count * Count * (values.Columns + 4) / TermsPerThread));
        team.For(
            parts,
            workers,
            (part, worker) =>
                EightMeans(part * Pack.Size, values, rooms[worker] ??= new Room(Count, values.Columns), otherwise, result)
        );
        return result;
    }

    /// <summary>The means of neurons <paramref name="start"/> to start + 7.</summary>
    private void EightMeans(int start, WeightedNeurons values, Room room, double[] otherwise, double[] result)
    {
        int near = NeighborhoodSums.LookUp(hops, start, table.AsSpan(0, reach), values.Index, room.H, room.Others);
        var others = room.Others.AsSpan(0, near);
        int columns = values.Columns;
        NeighborhoodSums.Run(room.H, others, values.Mass, values.Values, columns, room.Sums, room.Denominators);
        for (int lane = 0; lane < Math.Min(Pack.Size, Count - start); lane++)
        {
            var target = result.AsSpan((start + lane) * columns, columns);
            if (room.Denominators[lane] > 0)
                for (int c = 0; c < columns; c++)
                    target[c] = room.Sums[(c * Pack.Size) + lane];
            else
                otherwise.AsSpan((start + lane) * columns, columns).CopyTo(target);
        }
    }

    /// <summary>Room for the work on eight neurons.</summary>
    private sealed class Room(int neurons, int columns)
    {
        public double[] H { get; } = new double[neurons * Pack.Size];

        /// <summary>The neurons j that are near one of the eight.</summary>
        public int[] Others { get; } = new int[neurons];

        public double[] Sums { get; } = new double[columns * Pack.Size];

        public double[] Denominators { get; } = new double[Pack.Size];
    }
}
