using Dbgsom.Numerics;

namespace Dbgsom.Ensembles;

/// <summary>How often pairs of rows that were drawn are neighbors on maps (de Bodt, Cottrell &amp; Verleysen 2002, doi 10.1016/S0893-6080(02)00034-7).</summary>
internal sealed class PairNeighbors
{
    private const int Pairs = 100_000;

    private readonly (int A, int B)[] pairs;
    private readonly int[] counts = new int[Pairs];
    private int maps;

    public PairNeighbors(int rows, uint seed)
    {
        var random = new NumPyRandom(seed);
        pairs = new (int, int)[Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            int a = (int)random.NextUpTo(rows - 1);
            // Any other row.
            int b = (int)random.NextUpTo(rows - 2);
            pairs[i] = (a, b < a ? b : b + 1);
        }
    }

    public void Add(SomMap map, int[] winners)
    {
        var near = map.Edges.ToHashSet();
        for (int i = 0; i < pairs.Length; i++)
        {
            var (a, b) = (winners[pairs[i].A], winners[pairs[i].B]);
            counts[i] += a == b || near.Contains((Math.Min(a, b), Math.Max(a, b))) ? 1 : 0;
        }
        maps++;
    }

    /// <summary>Σ c(c − 1) / ((T − 1) Σ c), and Σ c / (T·P): of P pairs, c of T maps have a pair as neighbors.</summary>
    public (double Stability, double Chance) Share()
    {
        double ones = counts.Sum(count => (long)count);
        double twos = counts.Sum(count => (long)count * (count - 1));
        return (ones > 0 ? twos / (maps - 1) / ones : double.NaN, ones / maps / Pairs);
    }
}
