using System.Numerics;

namespace Dbgsom.Studies;

/// <summary>Made data: the same values from the same seed, by a generator of our own (SplitMix64, Steele et al. 2014).</summary>
public static class Generators
{
    // SplitMix64's state only counts up by this, so that any value of a sequence is found without those before it.
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Points uniform in the unit square.</summary>
    public static DataMatrix UniformSquare(int rows, ulong seed)
    {
        var values = new double[rows * 2];
        for (int i = 0; i < values.Length; i++)
            values[i] = NextUnit(ref seed);
        return DataMatrix.From(values, 2);
    }

    /// <summary>Gaussian blobs of standard deviation 1 around centers uniform in [−10, 10]^columns.</summary>
    public static DataMatrix Blobs(int rows, int columns, int blobs, ulong seed) =>
        DataMatrix.From(BlobValues<double>(rows, columns, blobs, seed), columns);

    /// <summary>The same in single precision: each value rounded.</summary>
    public static DataMatrix SingleBlobs(int rows, int columns, int blobs, ulong seed) =>
        DataMatrix.From(BlobValues<float>(rows, columns, blobs, seed), columns);

    /// <summary>
    /// A noisy sheet: eight smooth functions of two uniform numbers, mixed into the columns with normal
    /// factors, and normal noise of standard deviation 0.3.
    /// </summary>
    public static DataMatrix Sheet(int rows, int columns, ulong seed)
    {
        const double noise = 0.3;
        // Columns then have a standard deviation of about 1.2, four times that of the noise.
        const double scale = 1.5;
        var factors = new double[8 * columns];
        for (int i = 0; i < factors.Length; i++)
            factors[i] = scale * NextNormal(ref seed);
        var values = new double[rows * columns];
        var functions = new double[8];
        for (int row = 0; row < rows; row++)
        {
            var (u, v) = (NextUnit(ref seed), NextUnit(ref seed));
            functions[0] = u;
            functions[1] = v;
            functions[2] = u * v;
            functions[3] = Math.Sin(3 * u);
            functions[4] = Math.Cos(3 * v);
            functions[5] = Math.Sin(2 * (u + v));
            functions[6] = (u * u) - (v * v);
            functions[7] = Math.Exp(-u * v);
            for (int c = 0; c < columns; c++)
            {
                double value = noise * NextNormal(ref seed);
                for (int f = 0; f < functions.Length; f++)
                    value += functions[f] * factors[(f * columns) + c];
                values[(row * columns) + c] = value;
            }
        }
        return DataMatrix.From(values, columns);
    }

    /// <summary>The values of <see cref="Blobs"/>, row-major, made by all cores: the same for any number of them.</summary>
    private static T[] BlobValues<T>(int rows, int columns, int blobs, ulong seed)
        where T : INumberBase<T>
    {
        var centers = new double[blobs * columns];
        for (int i = 0; i < centers.Length; i++)
            centers[i] = (20 * NextUnit(ref seed)) - 10;
        var values = new T[rows * columns];
        ulong drawsPerRow = 1 + (2 * (ulong)columns);
        Parallel.For(
            0,
            rows,
            row =>
            {
                ulong state = seed + ((ulong)row * drawsPerRow * Step);
                int blob = (int)(NextUnit(ref state) * blobs);
                for (int c = 0; c < columns; c++)
                    values[(row * columns) + c] = T.CreateTruncating(centers[(blob * columns) + c] + NextNormal(ref state));
            }
        );
        return values;
    }

    internal static double NextUnit(ref ulong state)
    {
        ulong z = state += Step;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A normal deviate by Box and Muller.</summary>
    internal static double NextNormal(ref ulong state) =>
        Math.Sqrt(-2 * Math.Log(1 - NextUnit(ref state))) * Math.Cos(2 * Math.PI * NextUnit(ref state));
}
