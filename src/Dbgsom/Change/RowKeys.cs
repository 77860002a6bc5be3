using Dbgsom.Rows;

namespace Dbgsom.Change;

/// <summary>Rows told apart by their values in the features of a map.</summary>
internal sealed class RowKeys
{
    // FNV-1a over the bits of the values, twice with other starts: two different rows are taken for equal once in 2¹²⁸ pairs.
    private const ulong Prime = 1099511628211;
    private const ulong FirstStart = 14695981039346656037;
    private const ulong SecondStart = 0x9E3779B97F4A7C15;

    private readonly Dictionary<(ulong, ulong), int> codes;

    private RowKeys(Dictionary<(ulong, ulong), int> codes, int[] numbers) => (this.codes, Numbers) = (codes, numbers);

    /// <summary>For each row a number that equal rows share, by first appearance.</summary>
    public int[] Numbers { get; }

    public static RowKeys Of(SomMap map, DataMatrix data)
    {
        var codes = new Dictionary<(ulong, ulong), int>();
        int[] numbers =
        [
            .. Keys(map, data).Select(key => codes.TryGetValue(key, out int code) ? code : codes[key] = codes.Count),
        ];
        return new RowKeys(codes, numbers);
    }

    /// <summary>How many rows of other data are among these.</summary>
    public int CountIn(SomMap map, DataMatrix data) => Keys(map, data).Count(codes.ContainsKey);

    private static (ulong, ulong)[] Keys(SomMap map, DataMatrix data)
    {
        var selected = FeatureMatch.Find(map, data).Select(data);
        using var held = selected.Storage.Hold();
        var row = new double[selected.ColumnCount];
        var keys = new (ulong, ulong)[selected.RowCount];
        for (int i = 0; i < keys.Length; i++)
        {
            selected.CopyRow(i, row);
            var (first, second) = (FirstStart, SecondStart);
            foreach (double value in row)
            {
                // 0 and −0 are equal, and so is what is missing.
                ulong bits = double.IsNaN(value) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(value + 0.0);
                first = (first ^ bits) * Prime;
                second = (second ^ (bits + (second >> 29))) * Prime;
            }
            keys[i] = (first, second);
        }
        return keys;
    }
}
