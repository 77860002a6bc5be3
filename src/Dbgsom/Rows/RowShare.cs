using System.Globalization;

namespace Dbgsom.Rows;

/// <summary>
/// A nested sample of the rows: a row belongs to it if a hash of the seed and its position is below the share. The rows are the same however the data is
/// cut into files, parts and machines, and a larger share holds all rows of a smaller one.
/// </summary>
/// <param name="Seed">Seed of the hash.</param>
/// <param name="Share">The expected share of the rows, above 0; all rows from 1 on.</param>
internal readonly record struct RowShare(uint Seed, double Share)
{
    // 2⁻⁵³: a hash has 53 bits.
    private const double Unit = 1.0 / (1L << 53);

    /// <summary>All rows.</summary>
    public static RowShare Whole { get; } = new(0, 1);

    /// <summary>True if these are all rows.</summary>
    public bool IsWhole => Share >= 1;

    /// <summary>True if a row belongs to the sample.</summary>
    /// <param name="row">The position of the row among all rows.</param>
    public bool Has(long row) => (Hash(row) >> 11) * Unit < Share;

    /// <summary>The rows of the sample among some that follow one another, counted from the first of these.</summary>
    /// <param name="first">The position of the first among all rows.</param>
    /// <param name="count">Their number.</param>
    public IEnumerable<int> Among(long first, int count)
    {
        for (int row = 0; row < count; row++)
            if (Has(first + row))
                yield return row;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsWhole ? "all rows" : string.Create(CultureInfo.InvariantCulture, $"{Share} of the rows, seed {Seed}");

    /// <summary>SplitMix64 (Steele, Lea, Flood: <i>Fast splittable pseudorandom number generators</i>, OOPSLA 2014) at a position of its sequence.</summary>
    private ulong Hash(long row)
    {
        ulong z = (((ulong)Seed << 32) | Seed) + (((ulong)row + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
