using Dbgsom.Rows;

namespace Dbgsom.Files.Tables;

/// <summary>
/// Where the libraries of file formats are called: each from methods of its own, so that it is loaded by who needs it only, and a build
/// with <c>-p:DbgsomWithoutParquet=true</c> does without the one that cannot be compiled ahead of time.
/// </summary>
internal static class TableFormat
{
#if WITHOUT_PARQUET
    private const string Lacking =
        "this build does not support Parquet, because it was compiled ahead of time (DbgsomNative) or with DbgsomWithoutParquet; use the tool or the library on the .NET runtime";

    public static bool HasParquet => false;

    public static TableFile OpenParquet(string path) => throw DataPart.Bad(path, Lacking);

    public static TableFile OpenParquet(Stream stream, string name) => throw DataPart.Bad(name, Lacking);

    public static void WriteParquet(Stream stream, ResultTable table) => throw new NotSupportedException(Lacking);

    public static void CheckWriting(string path)
    {
        if (IsParquet(path))
            throw new NotSupportedException($"the output {path} cannot be written: {Lacking}");
    }
#else
    /// <summary>True if this build knows Parquet.</summary>
    public static bool HasParquet => true;

    /// <summary>Refuses to write a file of a format that this build does not know, before there is work to lose.</summary>
    public static void CheckWriting(string path) { }

    /// <summary>Opens a Parquet file.</summary>
    public static TableFile OpenParquet(string path) => Parquet.ParquetTable.Open(path);

    /// <summary>Opens Parquet in a stream that can seek, which is closed with the result.</summary>
    public static TableFile OpenParquet(Stream stream, string name) => Parquet.ParquetTable.Open(stream, name);

    /// <summary>Writes a Parquet file.</summary>
    public static void WriteParquet(Stream stream, ResultTable table) => Parquet.ParquetOutput.Write(stream, table);
#endif

    /// <summary>The extensions of the files that this build writes a table of results as.</summary>
    public static IReadOnlyList<string> Extensions { get; } = Known([".csv", ".parquet", ".arrow", ".npy"]);

    /// <summary>The extensions, of those given, that this build can read.</summary>
    public static string[] Known(IEnumerable<string> extensions) => [.. extensions.Where(one => HasParquet || !IsParquet(one))];

    /// <summary>Saves a table in the format of the extension; an existing file is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns, given whether the format has types.</param>
    /// <param name="saveArray">Saves what a NumPy array holds of the table.</param>
    /// <exception cref="ArgumentException">The extension is not supported.</exception>
    public static void Save(string path, Func<bool, ResultTable> columns, Action<string> saveArray)
    {
        ArgumentNullException.ThrowIfNull(path);
        CheckWriting(path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".CSV":
                WholeFile.Write(path, stream => CsvTable.Write(stream, columns(false)));
                break;
            case ".PARQUET":
                WholeFile.Write(path, stream => WriteParquet(stream, columns(true)));
                break;
            case ".ARROW":
                WholeFile.Write(path, stream => WriteArrow(stream, columns(true)));
                break;
            case ".NPY":
                saveArray(path);
                break;
            default:
                throw new ArgumentException(
                    $"'{path}' must have one of the extensions {string.Join(", ", Extensions)}",
                    nameof(path)
                );
        }
    }

    /// <summary>Opens an Arrow file or stream.</summary>
    public static TableFile OpenArrow(string path) => ArrowTable.Open(path);

    /// <summary>Opens Arrow in a stream that can seek, which is closed with the result.</summary>
    public static TableFile OpenArrow(Stream stream, string name) => ArrowTable.Open(stream, name);

    /// <summary>Writes an Arrow file.</summary>
    public static void WriteArrow(Stream stream, ResultTable table) => ArrowOutput.Write(stream, table);

    private static bool IsParquet(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);
}
