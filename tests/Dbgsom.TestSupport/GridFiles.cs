using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Dbgsom.Files;

namespace Dbgsom.TestSupport;

/// <summary>The same small table as a file of any kind that can be read.</summary>
public static class GridFiles
{
    /// <summary>Every extension of a kind of its own that can be read.</summary>
    public static IEnumerable<string> Extensions =>
        DataFiles.Extensions.Where(one =>
            one is not (".txt" or ".dat" or ".data") && !one.Contains("json", StringComparison.Ordinal)
        );

    /// <summary>Whether files with this extension are text.</summary>
    public static bool IsText(string extension) => extension.Contains("sv", StringComparison.Ordinal);

    /// <summary>Whether they are NumPy arrays: all numbers, and columns without names.</summary>
    public static bool IsArray(string extension) => extension is ".npy" or ".npz";

    /// <summary>Whether columns have types, and cells may be null.</summary>
    public static bool IsTyped(string extension) => !IsText(extension) && !IsArray(extension);

    /// <summary>Writes a table of numbers.</summary>
    /// <param name="path">The file; its extension says what it is.</param>
    /// <param name="names">The names of the columns, which arrays do without.</param>
    /// <param name="rows">The rows; null is a cell without value.</param>
    public static void Write(string path, string[] names, params double?[][] rows)
    {
        string extension = DataFiles.Extensions.Where(path.EndsWith).MaxBy(one => one.Length)!;
        switch (extension)
        {
            case ".npy":
                File.WriteAllBytes(path, Npy("<f8", $"({rows.Length}, {names.Length})", Bytes(rows)));
                break;
            case ".npz":
                using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
                using (var entry = archive.CreateEntry("rows.npy").Open())
                    entry.Write(Npy("<f8", $"({rows.Length}, {names.Length})", Bytes(rows)));
                break;
            case ".parquet":
                ParquetFiles.Write(
                    path,
                    [rows.Length],
                    [.. names.Select((name, column) => ParquetFiles.Nullable<double>(name, [.. rows.Select(row => row[column])]))]
                );
                break;
            case ".arrow" or ".arrows" or ".feather":
                WriteArrow(
                    path,
                    [.. names.Select((name, c) => (name, (IArrowArray)ArrowFiles.Doubles([.. rows.Select(row => row[c])])))]
                );
                break;
            default:
                string separator = extension.StartsWith(".tsv", StringComparison.Ordinal) ? "\t" : ",";
                WriteText(path, Text(separator, names, rows));
                break;
        }
    }

    /// <summary>Writes an Arrow file, or a stream where the extension says so.</summary>
    public static void WriteArrow(string path, params (string Name, IArrowArray Cells)[] columns)
    {
        if (path.EndsWith(".arrows", StringComparison.Ordinal))
            ArrowFiles.WriteStream(path, null, ArrowFiles.Batch(columns));
        else
            ArrowFiles.Write(path, null, ArrowFiles.Batch(columns));
    }

    /// <summary>Writes text, packed where the extension says so.</summary>
    public static void WriteText(string path, string text)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllText(path, text);
            return;
        }
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        packed.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>An array file.</summary>
    public static byte[] Npy(string type, string shape, byte[] values)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    /// <summary>Packs an array file where the extension is that of an archive.</summary>
    public static void WriteNpy(string path, byte[] npy)
    {
        if (path.EndsWith(".npy", StringComparison.Ordinal))
        {
            File.WriteAllBytes(path, npy);
            return;
        }
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var entry = archive.CreateEntry("rows.npy").Open();
        entry.Write(npy);
    }

    private static string Text(string separator, string[] names, double?[][] rows) =>
        string.Concat(
            rows.Select(row => row.Select(cell => cell?.ToString("R", CultureInfo.InvariantCulture) ?? ""))
                .Prepend(names)
                .Select(cells => string.Join(separator, cells) + "\n")
        );

    private static byte[] Bytes(double?[][] rows) =>
        MemoryMarshal.AsBytes<double>(rows.SelectMany(row => row.Select(cell => cell ?? double.NaN)).ToArray()).ToArray();
}
