using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>Features that were constant in training. A file without any has no such entries, nor have files of older versions.</summary>
internal static class ConstantEntries
{
    private const string Places = "constant_features.npy";
    private const string Ranges = "constant_ranges.npy";

    public static void Write(ArchiveWriter archive, ConstantFeatures? constant)
    {
        if (constant is null)
            return;
        archive.Vector(Places, constant.Columns);
        archive.Matrix<double>(
            Ranges,
            [.. constant.Least.Zip(constant.Greatest, (least, greatest) => new[] { least, greatest }).SelectMany(pair => pair)],
            2
        );
    }

    public static ConstantFeatures? Read(ArchiveReader archive, int columns)
    {
        if (!archive.Has(Places))
            return null;
        var (ranges, count, _) = archive.Matrix(Ranges, null, 2);
        long[] places = archive.Counts(Places, count);
        for (int i = 0; i < count; i++)
            if (places[i] >= columns || (i > 0 && places[i] <= places[i - 1]))
                throw archive.Bad($"'{Places}' does not name different features below {columns} in ascending order");
            else if (ranges[2 * i] > ranges[(2 * i) + 1])
                throw archive.Bad($"'{Ranges}' has a least value above the greatest one in row {i}");
        return count == 0
            ? null
            : new ConstantFeatures(
                Array.ConvertAll(places, place => (int)place),
                [.. Enumerable.Range(0, count).Select(i => ranges[2 * i])],
                [.. Enumerable.Range(0, count).Select(i => ranges[(2 * i) + 1])]
            );
    }
}
