using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Counts, ranges and fingerprint.</summary>
internal sealed class RangePass(int columns) : DataPass<RangeSums>, ITravelingPass<RangeSums>
{
    /// <summary>Counts, ranges and fingerprint of all rows; a feature without any value ranges from 0 to 0.</summary>
    public static RangeSums Over(PassEngine rows, CancellationToken cancellationToken)
    {
        var range = rows.Run(new RangePass(rows.ColumnCount), cancellationToken);
        range.CloseEmpty();
        return range;
    }

    public override long CostPerRow => 2 * columns;

    public override RangeSums NewSums() => new(columns);

    public override void Process(in RowBlock block, RangeSums sums)
    {
        sums.Add(block);
    }

    public string Name => "range";

    public PassNeeds Needs => new(columns);

    public void Write(ArchiveWriter archive, JsonObject json) => json["columns"] = columns;

    public static RangePass Read(JsonFields json) => new(json.Integer("columns"));
}

/// <summary>The result of <see cref="RangePass"/>.</summary>
internal sealed class RangeSums(int columns) : ITravelingSums<RangeSums>
{
    public long RowCount { get; private set; }

    public long CountedRows { get; private set; }

    public double GreatestMass { get; private set; }

    /// <summary>The greatest <see cref="RowGaps.Scale"/> of the rows; 1 where none lacks values.</summary>
    public double GreatestScale { get; private set; } = 1;

    public double[] Minimum { get; } = Filled(columns, double.PositiveInfinity);

    public double[] Maximum { get; } = Filled(columns, double.NegativeInfinity);

    public ulong Fingerprint { get; private set; }

    public double[] Bounds() => [.. Minimum.Zip(Maximum, (low, high) => Math.Max(Math.Abs(low), Math.Abs(high)))];

    public void Add(in RowBlock block)
    {
        RowCount += block.Count;
        Fingerprint += RowFingerprints.Sum(block);
        for (int i = 0; i < block.Count; i++)
        {
            double mass = block.Mass(i);
            if (mass == 0)
                continue;
            CountedRows++;
            GreatestMass = Math.Max(GreatestMass, mass);
            if (block.Gaps?.IndexOf(i) is >= 0 and var gap)
            {
                Widen(block.Row(i), block.Gaps.Missing(gap));
                if (!block.Gaps.Known(gap).IsEmpty)
                    GreatestScale = Math.Max(GreatestScale, block.Gaps.Scale(gap));
            }
            else
                ValueRange.Widen(block.Row(i), Minimum, Maximum);
        }
    }

    /// <summary>Gives features without any value the range from 0 to 0.</summary>
    public void CloseEmpty()
    {
        for (int c = 0; c < Minimum.Length; c++)
            if (Minimum[c] > Maximum[c])
                (Minimum[c], Maximum[c]) = (0, 0);
    }

    private void Widen(ReadOnlySpan<double> row, ReadOnlySpan<int> missing)
    {
        for (int c = 0; c < row.Length; c++)
            if (missing.BinarySearch(c) < 0)
                (Minimum[c], Maximum[c]) = (Math.Min(Minimum[c], row[c]), Math.Max(Maximum[c], row[c]));
    }

    public void Merge(RangeSums other)
    {
        RowCount += other.RowCount;
        CountedRows += other.CountedRows;
        GreatestMass = Math.Max(GreatestMass, other.GreatestMass);
        GreatestScale = Math.Max(GreatestScale, other.GreatestScale);
        Fingerprint += other.Fingerprint;
        for (int c = 0; c < Minimum.Length; c++)
        {
            Minimum[c] = Math.Min(Minimum[c], other.Minimum[c]);
            Maximum[c] = Math.Max(Maximum[c], other.Maximum[c]);
        }
    }

    private static double[] Filled(int count, double value)
    {
        var result = new double[count];
        Array.Fill(result, value);
        return result;
    }

    public static string Name => "range";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["columns"] = Minimum.Length;
        json["rows"] = RowCount;
        json["counted_rows"] = CountedRows;
        json["greatest_mass"] = GreatestMass;
        json["greatest_scale"] = GreatestScale;
        json["fingerprint"] = SumEntries.Bits(Fingerprint);
        archive.Vector("minimum.npy", Minimum);
        archive.Vector("maximum.npy", Maximum);
    }

    public IReadOnlyList<double> Shape => [Minimum.Length];

    public static RangeSums Read(ArchiveReader archive, JsonFields json)
    {
        int columns = archive.Claimed(json, "columns", "minimum.npy", 1);
        var sums = new RangeSums(columns)
        {
            RowCount = json.Long("rows"),
            CountedRows = json.Long("counted_rows"),
            GreatestMass = json.Number("greatest_mass"),
            GreatestScale = json.Number("greatest_scale"),
            Fingerprint = SumEntries.ReadBits(json, "fingerprint"),
        };
        archive.Numbers("minimum.npy", columns).CopyTo(sums.Minimum, 0);
        archive.Numbers("maximum.npy", columns).CopyTo(sums.Maximum, 0);
        return sums;
    }
}
