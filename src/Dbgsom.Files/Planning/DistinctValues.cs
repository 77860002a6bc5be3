using System.Numerics;

namespace Dbgsom.Files;

/// <summary>Counts different values by their hashes: exactly up to a limit, then no further.</summary>
/// <param name="limit">The most that are counted.</param>
internal sealed class DistinctValues(int limit)
{
    private HashSet<ulong>? seen = [];
    private long taken;

    /// <summary>Number of different values; the limit where there are more.</summary>
    public int Count { get; private set; }

    /// <summary>True if the number exceeds <see cref="Count"/>.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The share of different values among those that came before the limit was reached, from 0 to 1.</summary>
    public double Share => taken == 0 ? 0 : (double)Count / taken;

    /// <summary>Takes a number; returns whether it is counted as new.</summary>
    public bool Add(double value) => seen is not null && Add(Mixed(BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value)));

    /// <summary>Takes a text as UTF-8; returns whether it is counted as new.</summary>
    public bool Add(ReadOnlySpan<byte> text)
    {
        if (seen is null)
            return false;
        // FNV-1a of 64 bits: two of ten thousand texts share a hash once in 10^11 columns.
        ulong hash = 14695981039346656037;
        foreach (byte one in text)
            hash = (hash ^ one) * 1099511628211;
        return Add(Mixed(hash));
    }

    private bool Add(ulong hash)
    {
        if (Count == limit && !seen!.Contains(hash))
        {
            HasMore = true;
            seen = null;
            return false;
        }
        taken++;
        if (!seen!.Add(hash))
            return false;
        Count++;
        return true;
    }

    private static ulong Mixed(ulong value)
    {
        value = (value ^ BitOperations.RotateRight(value, 31)) * 0x9E3779B97F4A7C15;
        return value ^ (value >> 29);
    }
}
