using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Compare;

/// <summary>Bytes a second that all cores together read from memory: the sum of an array far larger than any cache.</summary>
internal sealed class ReadBandwidth
{
    // 512 MiB.
    private const int Count = 1 << 26;

    // 8 MiB: what a thread takes at a time.
    private const int Piece = 1 << 20;

    private readonly double[] values = new double[Count];

    public ReadBandwidth() => Parallel.For(0, Count / Piece, piece => values.AsSpan(piece * Piece, Piece).Fill(1));

    /// <summary>Reads the array once.</summary>
    public double Burst(int threads)
    {
        int next = -1;
        double total = 0;
        double seconds = Together.Run(
            threads,
            () =>
            {
                double sum = 0;
                for (int piece = Interlocked.Increment(ref next); piece < Count / Piece; piece = Interlocked.Increment(ref next))
                    sum += Sum(values.AsSpan(piece * Piece, Piece));
                lock (values)
                    total += sum;
            }
        );
        if (total != Count)
            throw new InvalidOperationException("the array was not read as a whole");
        return (double)Count * sizeof(double) / seconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<double> piece)
    {
        var lanes = MemoryMarshal.Cast<double, Vector<double>>(piece);
        var (a, b, c, d) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        for (int i = 0; i + 3 < lanes.Length; i += 4)
        {
            a += lanes[i];
            b += lanes[i + 1];
            c += lanes[i + 2];
            d += lanes[i + 3];
        }
        return Vector.Sum(a + b + (c + d));
    }
}
