namespace Dbgsom.Files;

/// <summary>
/// Reads data files: <c>.npy</c>, <c>.npz</c>, <c>.parquet</c>, <c>.arrow</c>, <c>.arrows</c>, <c>.feather</c> (version 2), and,
/// optionally gzipped (<c>.gz</c>), <c>.csv</c>, <c>.tsv</c>, <c>.txt</c>, <c>.dat</c>, <c>.data</c>, <c>.json</c>, <c>.jsonl</c> and
/// <c>.ndjson</c>. It reads one file, several files, or a folder.
/// </summary>
public static class DataFiles
{
    /// <summary>The file extensions that can be read.</summary>
    public static IReadOnlyList<string> Extensions => DataSource.Extensions;

#pragma warning disable RS0026 // A list, a path and a stream cannot be mistaken for each other.
    /// <summary>Reads files as one data set: their rows one after the other.</summary>
    /// <param name="paths">
    /// The files, in order. A folder stands for its data files in the ordinal order of their names; "-" is CSV on standard input.
    /// </param>
    /// <param name="options">The options for reading; null to read everything.</param>
    /// <param name="standardInput">The stream that "-" stands for; null if standard input is not available.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">
    /// A file is damaged, contains an invalid value, or does not fit the other files; the message names file, line and column.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read, or a scratch file cannot be written.</exception>
    /// <exception cref="ArgumentException">No file is given, or an option is out of range.</exception>
    public static LoadedData Load(
        IReadOnlyList<string> paths,
        DataFileOptions? options = null,
        Stream? standardInput = null,
        CancellationToken cancellationToken = default
    ) => Load(() => DataSource.Find(paths), options, standardInput, cancellationToken);

    /// <summary>Reads one file, or the data files of a folder.</summary>
    /// <param name="path">A file, or a folder whose data files are read in the ordinal order of their names.</param>
    /// <param name="options">The options for reading; null to read everything.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or contains an invalid value; the message names file, line and column.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read, or a scratch file cannot be written.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static LoadedData Load(string path, DataFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Load([path], options, null, cancellationToken);
    }

    /// <summary>Reads a data set from a stream, such as an upload or an entry of an archive.</summary>
    /// <remarks>
    /// The stream does not have to be seekable. It is read from its position to its end and stays open. Text is streamed; other formats
    /// and compressed text are copied to memory first and limited to 2 GB.
    /// </remarks>
    /// <param name="stream">A stream that can be read.</param>
    /// <param name="name">
    /// The name of the data, such as "upload.csv". Its extension, one of <see cref="Extensions"/>, determines the format, and messages
    /// begin with the name.
    /// </param>
    /// <param name="options">The options for reading; null to read everything.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">
    /// The extension is not supported, or the data is damaged or contains an invalid value; the message names line and column.
    /// </exception>
    /// <exception cref="IOException">The stream fails, or a scratch file cannot be written.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read, or an option is out of range.</exception>
    public static LoadedData Load(
        Stream stream,
        string name,
        DataFileOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return stream.CanRead
            ? Load(() => [DataSource.Of(stream, name)], options, null, cancellationToken)
            : throw new ArgumentException("the stream cannot be read", nameof(stream));
    }
#pragma warning restore RS0026

    /// <summary>Reads the samples of one file with every column as a feature.</summary>
    /// <param name="path">A file, or a folder whose data files are read in the ordinal order of their names.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or contains an invalid value; the message names file, line and column.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read, or a scratch file cannot be written.</exception>
    public static DataMatrix LoadMatrix(string path) => Load(path).Data;

    private static LoadedData Load(
        Func<IReadOnlyList<DataSource>> find,
        DataFileOptions? options,
        Stream? standardInput,
        CancellationToken cancellationToken
    )
    {
        options ??= new DataFileOptions();
        Check(options);
        if (options.Dates?.Any(one => one.Column is null) == true)
            throw new ArgumentException(
                "Dates has an entry without a column, which needs a plan; name the column, or make a plan",
                nameof(options)
            );
        var parts = new List<DataPart>();
        try
        {
            long room = options.MemoryMapThresholdBytes;
            foreach (var source in find())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var what = options with { MemoryMapThresholdBytes = Math.Max(0, room), Earlier = FeatureColumns.Of(parts) };
                parts.Add(source.Read(what, parts.FirstOrDefault()?.Header, standardInput, cancellationToken));
                parts[^1].CheckFits(parts[0]);
                parts[^1].CheckUnits(parts.SkipLast(1));
                room -= parts[^1].Data.Storage.BytesInMemory;
            }
            var encoded = EncodedColumn.Merge([.. parts.Select(part => part.Encoded)]);
            var samples = OneHotFeatures.Expand(parts, options);
            return new LoadedData
            {
                Data = DataMatrix.Concatenate([.. samples.Select(part => part.Data)]),
                Categories = CategoriesOf(parts[0]),
                Dates = DatesOf(parts[0]),
                Unexpanded = DatesOf(parts[0]).Length == 0 ? [] : [.. parts.Select(part => part.Data)],
                Labels = Join(parts, part => part.Labels),
                Ids = Join(parts, part => part.Ids),
                Notes = [.. samples.SelectMany(part => part.Notes).Concat(WithoutDates(parts, options)).Distinct()],
                UnknownTexts = UnknownTexts(samples),
                Encoded = encoded,
                CategoryCounts = CategoryCounts(parts),
                Files = [.. parts.Select(part => (part.File, part.Data.RowCount, part.Places))],
                Absent = [.. parts.SelectMany(part => part.Absent).Distinct()],
            };
        }
        catch
        {
            foreach (var part in parts)
                part.Data.Dispose();
            throw;
        }
    }

    /// <summary>Returns a note if an order of dates has no effect because no dates are read.</summary>
    private static IEnumerable<string> WithoutDates(List<DataPart> parts, DataFileOptions options)
    {
        if (options.DateOrder is not { } order || parts.Exists(HasDates))
            yield break;
        string where = options.Dates is null or [] ? "no feature comes from dates" : "the data lacks the columns of dates";
        yield return $"--date-order {order} changes nothing: {where}";

        static bool HasDates(DataPart part) =>
            DatesOf(part).Any(dates => !part.Absent.Contains(dates.Column, StringComparer.Ordinal));
    }

    /// <summary>Refuses options that are out of range.</summary>
    internal static void Check(DataFileOptions options)
    {
        if (options.MemoryMapThresholdBytes < 0)
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.MemoryMapThresholdBytes,
                "MemoryMapThresholdBytes must be at least 0"
            );
        if (options.Delimiter is { } delimiter && !IsDelimiter(delimiter))
            throw new ArgumentException(
                $"'{delimiter}' cannot be a delimiter; valid is any ASCII character except letters, digits, control characters other than tab, and \" + - .",
                nameof(options)
            );
        if (options.Comment is { } comment && (!IsCommentSign(comment) || comment == options.Delimiter))
            throw new ArgumentException(
                $"'{comment}' cannot begin a comment; valid is an ASCII character such as # or %, other than the delimiter, letters, digits, quote, plus, minus, point and space",
                nameof(options)
            );
        if (options.SkipLines < 0)
            throw new ArgumentOutOfRangeException(nameof(options), options.SkipLines, "SkipLines must be at least 0");
        if (options.MaxCategories is < 2 or > CategoryCodes.MostCategories)
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.MaxCategories,
                $"MaxCategories must be from 2 to {CategoryCodes.MostCategories}"
            );
        if (options.HeaderLines < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.HeaderLines, "HeaderLines must be at least 1");
        if (options.HeaderLines > 1 && options.Header == HeaderMode.No)
            throw new ArgumentException(
                $"HeaderLines is {options.HeaderLines}, but Header is no; valid is HeaderLines 1, or another Header",
                nameof(options)
            );
        if (options.MaxUnpackedBytes < 0)
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.MaxUnpackedBytes,
                "MaxUnpackedBytes must be at least 0"
            );
        if (options.Thousands is { } thousands && !IsThousandsSign(thousands, options.DecimalComma))
            throw new ArgumentException(
                $"'{thousands}' cannot be a thousands separator; valid is a comma, point, space, apostrophe or underscore, but not the decimal separator",
                nameof(options)
            );
    }

    /// <summary>The files that some paths stand for, in order; standard input is none.</summary>
    internal static IReadOnlyList<string> Expand(IReadOnlyList<string> paths) =>
        [.. DataSource.Find(paths).Select(source => source.Path)];

    /// <summary>The name of a data file without its extension, two-part ones as a whole.</summary>
    internal static string NameWithoutExtension(string path)
    {
        string name = Path.GetFileName(path);
        return name[..^(DataSource.Extension(name)?.Length ?? Path.GetExtension(name).Length)];
    }

    /// <summary>True if a character can stand between groups of three digits.</summary>
    internal static bool IsThousandsSign(char character, bool decimalComma) =>
        NumberForm.ThousandsSigns.Contains(character) && character != (decimalComma ? ',' : '.');

    /// <summary>True if a character can stand between the cells of text files.</summary>
    internal static bool IsDelimiter(char character) =>
        character == '\t'
        || (
            char.IsAscii(character)
            && !char.IsControl(character)
            && !char.IsAsciiLetterOrDigit(character)
            && !"\"+-.".Contains(character)
        );

    private static string[] CategoriesOf(DataPart part) =>
        [.. part.Categories.Index().Where(one => one.Item is not null).Select(one => part.Data.FeatureNames![one.Index])];

    private static (string, IReadOnlyList<(string, long)>)[] CategoryCounts(List<DataPart> parts) =>
        [
            .. parts[0]
                .Categories.Index()
                .Where(one => one.Item is not null)
                .Select(one =>
                    (
                        parts[0].Data.FeatureNames![one.Index],
                        OneHotFeatures.Merge(parts.Select(part => part.Categories[one.Index]!.Counts))
                    )
                ),
        ];

    private static DateColumn[] DatesOf(DataPart part) =>
        [
            .. part
                .Dates.Index()
                .Where(one => one.Item is not null)
                .Select(one => one.Item!.With(part.Data.FeatureNames![one.Index])),
        ];

    /// <summary>True if a character can begin a comment.</summary>
    internal static bool IsCommentSign(char character) => character is not ' ' and not '\t' && IsDelimiter(character);

    private static Dictionary<(int Row, string Column), string> UnknownTexts(IEnumerable<DataPart> parts)
    {
        var all = new Dictionary<(int, string), string>();
        int first = 0;
        foreach (var part in parts)
        {
            foreach (var ((row, column), text) in part.UnknownTexts)
                all.Add((first + row, column), text);
            first += part.Data.RowCount;
        }
        return all;
    }

    private static IReadOnlyList<string>? Join(List<DataPart> parts, Func<DataPart, IReadOnlyList<string>?> list) =>
        list(parts[0]) is null ? null
        : parts.Count == 1 ? list(parts[0])
        : [.. parts.SelectMany(part => list(part)!)];
}
