namespace Dbgsom.Files;

/// <content>Makes a plan.</content>
public sealed partial record TablePlan
{
    /// <summary>Reads all rows of the files of one data set, in batches, and plans their columns by the rules of docs/files.md.</summary>
    /// <param name="paths">
    /// Text, Parquet or Arrow files, see <see cref="DataFiles.Load(IReadOnlyList{string}, DataFileOptions?, Stream?,
    /// CancellationToken)"/>; "-" is CSV on standard input.
    /// </param>
    /// <param name="options">
    /// Options for reading the files. Columns named there keep the use they are named for; if <see cref="DataFileOptions.Columns"/> is
    /// set, all other columns are left out.
    /// </param>
    /// <param name="standardInput">The stream that "-" stands for; null if standard input is not available.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">
    /// A file is damaged or not a table, or an option names a column that it does not have.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">
    /// An option is out of range, no file is given, or a file is an array, whose columns are all numeric.
    /// </exception>
    public static TablePlan Create(
        IReadOnlyList<string> paths,
        DataFileOptions? options = null,
        Stream? standardInput = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new DataFileOptions();
        return Of(Look(paths, options, standardInput, cancellationToken), options);
    }

    /// <summary>Looks over all rows, of which plans can be made with other columns named in the options.</summary>
    internal static TableScan Look(
        IReadOnlyList<string> paths,
        DataFileOptions options,
        Stream? standardInput,
        CancellationToken cancellationToken
    )
    {
        var scan = new TableScan(options, cancellationToken);
        DataSource.LookAll(paths, scan, options, standardInput, cancellationToken);
        return scan;
    }

    /// <summary>Plans the columns of a table that was looked over with the same options, but for the columns that they name.</summary>
    internal static TablePlan Of(TableScan scan, DataFileOptions options) =>
        new TablePlan
        {
            Columns = ColumnDecisions.Make(scan, options),
            RowCount = scan.RowCount,
            HasNames = scan.Names is not null,
            Delimiter = options.Delimiter,
            Comment = options.Comment,
            SkipLines = options.SkipLines,
            DecimalComma = options.DecimalComma,
            Thousands = options.Thousands,
            Units = options.Units,
            Encoding = options.Encoding,
            Header = options.Header,
            HeaderLines = options.HeaderLines,
            MaxCategories = options.MaxCategories,
            MissingTexts = options.MissingTexts,
            Missing = options.Missing,
        }.Choose(options.Columns);

    /// <summary>True if a plan can be made of these files: tables that can be read twice, not arrays or named pipes.</summary>
    internal static bool IsFor(IReadOnlyList<string> paths) =>
        DataSource.Find(paths).All(source => !source.IsArray && (source.Path == "-" || DiskFiles.IsRegular(source.Path)));
}
