namespace Dbgsom.Passes;

/// <summary>Counts, ranges and fingerprint.</summary>
internal sealed class RangePass(int columns) : DataPass<RangeSums>
{
    public override long CostPerRow => 2 * columns;

    public override RangeSums NewSums() => new(columns);

    public override void Process(in RowBlock block, RangeSums sums)
    {
        for (int i = 0; i < block.Count; i++)
            sums.Add(block.Start + i, block.Row(i), block.Mass(i), block.Labels.IsEmpty ? 0 : block.Labels[i] + 1);
    }
}

/// <summary>What <see cref="RangePass"/> finds.</summary>
internal sealed class RangeSums(int columns) : IPassSums<RangeSums>
{
    public long RowCount { get; private set; }

    public long CountedRows { get; private set; }

    public double GreatestMass { get; private set; }

    public double[] Minimum { get; } = Filled(columns, double.PositiveInfinity);

    public double[] Maximum { get; } = Filled(columns, double.NegativeInfinity);

    public ulong Fingerprint { get; private set; }

    public double[] Bounds() => [.. Minimum.Zip(Maximum, (low, high) => Math.Max(Math.Abs(low), Math.Abs(high)))];

    /// <param name="index">Index of the row.</param>
    /// <param name="row">Its values.</param>
    /// <param name="mass">How often it counts.</param>
    /// <param name="label">0 for none, else its class + 1.</param>
    public void Add(long index, ReadOnlySpan<double> row, double mass, int label)
    {
        RowCount++;
        Fingerprint += Hash(index, row, mass, label);
        if (mass == 0)
            return;
        CountedRows++;
        GreatestMass = Math.Max(GreatestMass, mass);
        for (int c = 0; c < row.Length; c++)
        {
            // −0 becomes 0: which of the two came first must not show.
            double value = row[c] + 0.0;
            if (value < Minimum[c])
                Minimum[c] = value;
            if (value > Maximum[c])
                Maximum[c] = value;
        }
    }

    public void Merge(RangeSums other)
    {
        RowCount += other.RowCount;
        CountedRows += other.CountedRows;
        GreatestMass = Math.Max(GreatestMass, other.GreatestMass);
        Fingerprint += other.Fingerprint;
        for (int c = 0; c < Minimum.Length; c++)
        {
            Minimum[c] = Math.Min(Minimum[c], other.Minimum[c]);
            Maximum[c] = Math.Max(Maximum[c], other.Maximum[c]);
        }
    }

    /// <summary>A 64-bit hash of one row with its place; rows are combined by wrapping addition, which has no order.</summary>
    private static ulong Hash(long index, ReadOnlySpan<double> row, double mass, int label)
    {
        ulong hash = Mix((ulong)index + ((ulong)label << 48) + 0x9E3779B97F4A7C15) ^ BitConverter.DoubleToUInt64Bits(mass);
        foreach (double value in row)
            hash = (ulong.RotateLeft(hash, 23) ^ BitConverter.DoubleToUInt64Bits(value + 0.0)) * 0x9FB21C651E98DF25;
        return Mix(hash);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        return value ^ (value >> 32);
    }

    private static double[] Filled(int count, double value)
    {
        var result = new double[count];
        Array.Fill(result, value);
        return result;
    }
}
