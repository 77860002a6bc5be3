using Dbgsom.Rows;

namespace Dbgsom.Cluster.Tests;

/// <summary>Samples around centers, and files of parts of them.</summary>
internal static class Blobs
{
    /// <summary>Rows × columns in double precision, whose values single precision holds too.</summary>
    public static double[,] Values(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        double[] centers = [.. Enumerable.Range(0, 8 * columns).Select(_ => random.NextDouble() * 10)];
        var values = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            int center = random.Next(8);
            for (int c = 0; c < columns; c++)
                values[row, c] = (float)(centers[(center * columns) + c] + random.NextDouble() + random.NextDouble());
        }
        return values;
    }

    /// <summary>Some of the rows.</summary>
    public static double[,] Slice(double[,] values, int first, int count)
    {
        var slice = new double[count, values.GetLength(1)];
        Array.Copy(values, first * slice.GetLength(1), slice, 0, slice.Length);
        return slice;
    }

    /// <summary>Writes rows as files part-0.npy, part-1.npy, … cut where told.</summary>
    public static void WriteNpy(string folder, double[,] values, bool single, params int[] cuts)
    {
        Directory.CreateDirectory(folder);
        foreach (var (index, (first, end)) in Pieces(values.GetLength(0), cuts).Index())
        {
            double[,] part = Slice(values, first, end - first);
            string path = Path.Combine(folder, $"part-{index}.npy");
            if (!single)
            {
                NpyFile.Write(path, part);
                continue;
            }
            var floats = new float[part.GetLength(0), part.GetLength(1)];
            for (int row = 0; row < floats.GetLength(0); row++)
            for (int c = 0; c < floats.GetLength(1); c++)
                floats[row, c] = (float)part[row, c];
            NpyFile.Write(path, DataMatrix.From(floats));
        }
    }

    /// <summary>Writes rows as Parquet files of two row groups each.</summary>
    public static void WriteParquet(string folder, double[,] values, params int[] cuts)
    {
        Directory.CreateDirectory(folder);
        foreach (var (index, (first, end)) in Pieces(values.GetLength(0), cuts).Index())
        {
            int rows = end - first;
            var columns = Enumerable
                .Range(0, values.GetLength(1))
                .Select(c => ParquetFiles.Of($"f{c}", [.. Enumerable.Range(first, rows).Select(row => values[row, c])]));
            ParquetFiles.Write(Path.Combine(folder, $"part-{index}.parquet"), [rows / 2, rows - (rows / 2)], [.. columns]);
        }
    }

    /// <summary>Writes rows as CSV with a column "species" of labels.</summary>
    public static void WriteCsv(string folder, double[,] values, params int[] cuts)
    {
        Directory.CreateDirectory(folder);
        foreach (var (index, (first, end)) in Pieces(values.GetLength(0), cuts).Index())
        {
            using var file = new StreamWriter(Path.Combine(folder, $"part-{index}.csv"));
            file.WriteLine(string.Join(",", Enumerable.Range(0, values.GetLength(1)).Select(c => $"f{c}")) + ",species");
            for (int row = first; row < end; row++)
            {
                for (int c = 0; c < values.GetLength(1); c++)
                    file.Write(FormattableString.Invariant($"{values[row, c]:R},"));
                file.WriteLine(
                    values[row, 0] > 6 ? "large"
                    : values[row, 1] > 5 ? "wide"
                    : "small"
                );
            }
        }
    }

    private static IEnumerable<(int First, int End)> Pieces(int rows, int[] cuts)
    {
        int first = 0;
        foreach (int end in cuts.Append(rows))
        {
            yield return (first, end);
            first = end;
        }
    }
}
