namespace Dbgsom.Numerics;

/// <summary>
/// MT19937 (Matsumoto &amp; Nishimura 1998) as NumPy's <c>RandomState(seed)</c> seeds and uses it.
/// </summary>
internal sealed class NumPyRandom
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] state;
    private int at;

    public NumPyRandom(uint seed)
    {
        state = new uint[Size];
        state[0] = seed;
        for (uint i = 1; i < Size; i++)
            state[i] = (1812433253 * (state[i - 1] ^ (state[i - 1] >> 30))) + i;
        at = Size;
    }

    private NumPyRandom(NumPyRandom other)
    {
        state = [.. other.state];
        at = other.at;
    }

    /// <summary><c>RandomState(seed).permutation(count)</c>.</summary>
    public static long[] Permutation(uint seed, long count)
    {
        var random = new NumPyRandom(seed);
        var values = new long[count];
        for (long i = 0; i < count; i++)
            values[i] = i;
        for (long i = count - 1; i >= 1; i--)
        {
            long j = random.NextUpTo(i);
            (values[i], values[j]) = (values[j], values[i]);
        }
        return values;
    }

    /// <summary>The first few of <c>RandomState(seed).permutation(count)</c>, without a permutation in memory.</summary>
    /// <remarks>
    /// The shuffle swaps position i with a drawn j ≤ i, for i from count − 1 down to 1. Which value ends at position p is found by
    /// following p back through the swaps, last swap first; the draws are made again chunk by chunk from states kept on the way.
    /// </remarks>
    public static long[] PermutationHead(uint seed, long count, int head)
    {
        var random = new NumPyRandom(seed);
        long chunk = Math.Max(4096, (long)Math.Sqrt(count) * 8);
        var starts = new List<(long First, NumPyRandom State)>();
        for (long i = count - 1; i >= 1; i--)
        {
            if ((count - 1 - i) % chunk == 0)
                starts.Add((i, new NumPyRandom(random)));
            random.NextUpTo(i);
        }
        var traced = new TracedPlaces(head);
        var draws = new long[Math.Min(chunk, count)];
        for (int s = starts.Count - 1; s >= 0; s--)
        {
            var (first, replay) = starts[s];
            long last = s + 1 < starts.Count ? starts[s + 1].First + 1 : 1;
            for (long i = first; i >= last; i--)
                draws[first - i] = replay.NextUpTo(i);
            for (long i = last; i <= first; i++)
                traced.Swap(i, draws[first - i]);
        }
        return traced.ToArray();
    }

    /// <summary>An integer from 0 to <paramref name="greatest"/>, by masked rejection: one 32-bit draw a try, two beyond 2^32 − 1.</summary>
    public long NextUpTo(long greatest)
    {
        if (greatest == 0)
            return 0;
        ulong mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((ulong)greatest);
        while (true)
        {
            ulong value = (greatest <= uint.MaxValue ? Next() : ((ulong)Next() << 32) | Next()) & mask;
            if (value <= (ulong)greatest)
                return (long)value;
        }
    }

    private uint Next()
    {
        if (at == Size)
        {
            for (int i = 0; i < Size; i++)
            {
                uint y = (state[i] & 0x80000000) | (state[(i + 1) % Size] & 0x7FFFFFFF);
                state[i] = state[(i + Middle) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DF);
            }
            at = 0;
        }
        uint value = state[at++];
        value ^= value >> 11;
        value ^= (value << 7) & 0x9D2C5680;
        value ^= (value << 15) & 0xEFC60000;
        return value ^ (value >> 18);
    }
}
