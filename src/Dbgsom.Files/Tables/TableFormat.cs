namespace Dbgsom.Files.Tables;

/// <summary>
/// Where the libraries of file formats are called: each from methods of its own, so that it is loaded by who needs it only, and a build
/// with <c>-p:DbgsomWithoutParquet=true</c> does without the one that cannot be compiled ahead of time.
/// </summary>
internal static class TableFormat
{
#if WITHOUT_PARQUET
    private const string Lacking =
        "this build of Dbgsom was made with DbgsomWithoutParquet=true and knows no Parquet; one made without that does";

    public static bool HasParquet => false;

    public static TableFile OpenParquet(string path) => throw DataPart.Bad(path, Lacking);

    public static void WriteParquet(Stream stream, ResultTable table) => throw new NotSupportedException(Lacking);
#else
    /// <summary>Whether this build knows Parquet.</summary>
    public static bool HasParquet => true;

    /// <summary>Opens a Parquet file.</summary>
    public static TableFile OpenParquet(string path) => Parquet.ParquetTable.Open(path);

    /// <summary>Writes a Parquet file.</summary>
    public static void WriteParquet(Stream stream, ResultTable table) => Parquet.ParquetOutput.Write(stream, table);
#endif

    /// <summary>Opens an Arrow file or stream.</summary>
    public static TableFile OpenArrow(string path) => ArrowTable.Open(path);

    /// <summary>Writes an Arrow file.</summary>
    public static void WriteArrow(Stream stream, ResultTable table) => ArrowOutput.Write(stream, table);
}
