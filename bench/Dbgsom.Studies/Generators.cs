namespace Dbgsom.Studies;

/// <summary>Made data: the same values from the same seed, by a generator of our own (SplitMix64, Steele et al. 2014).</summary>
public static class Generators
{
    /// <summary>Points uniform in the unit square.</summary>
    public static DataMatrix UniformSquare(int rows, ulong seed)
    {
        var values = new double[rows * 2];
        for (int i = 0; i < values.Length; i++)
            values[i] = NextUnit(ref seed);
        return DataMatrix.From(values, 2);
    }

    /// <summary>Gaussian blobs of standard deviation 1 around centers uniform in [−10, 10]^columns.</summary>
    public static DataMatrix Blobs(int rows, int columns, int blobs, ulong seed)
    {
        var centers = new double[blobs * columns];
        for (int i = 0; i < centers.Length; i++)
            centers[i] = (20 * NextUnit(ref seed)) - 10;
        var values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            int blob = (int)(NextUnit(ref seed) * blobs);
            for (int c = 0; c < columns; c++)
                values[(row * columns) + c] = centers[(blob * columns) + c] + NextNormal(ref seed);
        }
        return DataMatrix.From(values, columns);
    }

    private static double NextUnit(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A normal deviate by Box and Muller.</summary>
    private static double NextNormal(ref ulong state) =>
        Math.Sqrt(-2 * Math.Log(1 - NextUnit(ref state))) * Math.Cos(2 * Math.PI * NextUnit(ref state));
}
