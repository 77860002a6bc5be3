using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>A 64-bit hash of one row with its place; rows are combined by wrapping addition, which has no order.</summary>
internal static class RowFingerprints
{
    private const ulong Odd = 0x9FB21C651E98DF25;

    /// <summary>The sum over the rows of a block.</summary>
    public static ulong Sum(in RowBlock block)
    {
        ulong sum = 0;
        int i = 0;
        // Each step of a row waits for the one before: four rows side by side fill the gaps.
        for (; i <= block.Count - 4; i += 4)
        {
            var (hash0, hash1, hash2, hash3) = (Start(block, i), Start(block, i + 1), Start(block, i + 2), Start(block, i + 3));
            var row0 = block.Row(i);
            var row1 = block.Row(i + 1);
            var row2 = block.Row(i + 2);
            var row3 = block.Row(i + 3);
            for (int c = 0; c < row0.Length; c++)
            {
                hash0 = Next(hash0, row0[c]);
                hash1 = Next(hash1, row1[c]);
                hash2 = Next(hash2, row2[c]);
                hash3 = Next(hash3, row3[c]);
            }
            sum += Mix(hash0) + Mix(hash1) + Mix(hash2) + Mix(hash3);
        }
        for (; i < block.Count; i++)
        {
            ulong hash = Start(block, i);
            foreach (double value in block.Row(i))
                hash = Next(hash, value);
            sum += Mix(hash);
        }
        // In the values 0 stands where one is missing.
        for (int gap = 0; gap < block.Gaps?.Count; gap++)
        {
            ulong hash = Start(block, block.Gaps.Row(gap));
            foreach (int column in block.Gaps.Missing(gap))
                hash = Next(hash, column + 1);
            sum += Mix(hash);
        }
        return sum;
    }

    private static ulong Start(in RowBlock block, int i)
    {
        ulong label = block.Labels.IsEmpty ? 0 : block.Labels[i] + 1ul;
        ulong index = (ulong)(block.First + i);
        return Mix(index + (label << 48) + 0x9E3779B97F4A7C15) ^ BitConverter.DoubleToUInt64Bits(block.Mass(i));
    }

    // −0 becomes 0, which equals it.
    private static ulong Next(ulong hash, double value) =>
        (ulong.RotateLeft(hash, 23) ^ BitConverter.DoubleToUInt64Bits(value + 0.0)) * Odd;

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        return value ^ (value >> 32);
    }
}
