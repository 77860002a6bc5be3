using Dbgsom.Files.Json;
using Dbgsom.Files.Tables;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>One file to read, of a kind that is told by its extension.</summary>
internal sealed class DataSource
{
    private static readonly Dictionary<string, Reader> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        [".npy"] = (path, options, _, ct) =>
            ArrayFile.Read(
                path,
                options,
                NpyMapping.ReadOrMap(path, options.MemoryMapThresholdBytes, options.ScratchDirectory, ct)
            ),
        [".npz"] = (path, options, _, ct) =>
            options.ArrayName is null && SavedMap.Is(path)
                ? RefuseMap(path)
                : ArrayFile.Read(
                    path,
                    options,
                    NpzFile.ReadOrMap(path, options.ArrayName, options.MemoryMapThresholdBytes, options.ScratchDirectory, ct)
                ),
        [".csv"] = ReadCsv,
        [".tsv"] = ReadCsv,
        [".txt"] = ReadCsv,
        [".dat"] = ReadCsv,
        [".data"] = ReadCsv,
        [".csv.gz"] = ReadCsv,
        [".tsv.gz"] = ReadCsv,
        [".json"] = ReadJson,
        [".jsonl"] = ReadJson,
        [".ndjson"] = ReadJson,
        [".json.gz"] = ReadJson,
        [".jsonl.gz"] = ReadJson,
        [".ndjson.gz"] = ReadJson,
        [".parquet"] = (path, options, _, ct) => ReadTable(path, TableFormat.OpenParquet, options, ct),
        [".arrow"] = (path, options, _, ct) => ReadTable(path, TableFormat.OpenArrow, options, ct),
        [".arrows"] = (path, options, _, ct) => ReadTable(path, TableFormat.OpenArrow, options, ct),
        [".feather"] = (path, options, _, ct) => ReadTable(path, TableFormat.OpenArrow, options, ct),
    };

    private static readonly string[] OfAnyText = [".txt", ".dat", ".data", ".json", ".json.gz"];

    private const string StandardInput = "standard input";

    private readonly string path;

    private readonly Stream? stream;

    private DataSource(string path, Stream? stream = null) => (this.path, this.stream) = (path, stream);

    /// <summary>The file, or "-".</summary>
    public string Path => path;

    private delegate DataPart Reader(string path, DataFileOptions options, IReadOnlyList<string>? header, CancellationToken ct);

    /// <summary>The extensions of files that can be read.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Known(Readers.Keys);

    private static string Known => string.Join(", ", Extensions);

    /// <summary>
    /// The extension as <see cref="Extensions"/> has it, two-part ones as a whole; null where it is not one of them. Also one of a format that
    /// this build lacks: reading says so.
    /// </summary>
    public static string? Extension(string path) =>
        Readers.Keys.Where(known => path.EndsWith(known, StringComparison.OrdinalIgnoreCase)).MaxBy(known => known.Length);

    /// <summary>True if a file is read where its folder is named: not one of an extension that other texts have as often as tables.</summary>
    public static bool IsOfFolder(string path) => Extension(path) is { } extension && !OfAnyText.Contains(extension);

    /// <summary>The character between cells that an extension stands for; null where it stands for none.</summary>
    public static char? Separator(string? extension) => extension is ".tsv" or ".tsv.gz" ? '\t' : null;

    /// <summary>The files that some paths stand for, in order.</summary>
    public static IReadOnlyList<DataSource> Find(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
            throw new ArgumentException("no file is given", nameof(paths));
        if (paths.Count(path => path == "-") > 1)
            throw new ArgumentException("standard input (-) can be read once only", nameof(paths));
        return [.. paths.SelectMany(Expand).Select(path => new DataSource(path))];
    }

    /// <summary>A stream of the kind that the extension of a name stands for. It stays open.</summary>
    public static DataSource Of(Stream stream, string name) =>
        Extension(name) is not null
            ? new DataSource(name, stream)
            : throw DataPart.Bad(name, $"the extension '{System.IO.Path.GetExtension(name)}' is not one of {Known}");

    /// <summary>True if the file is an array, whose columns are numbers throughout.</summary>
    public bool IsArray => path != "-" && Extension(path) is ".npy" or ".npz";

    /// <summary>Looks at all rows of the files of a table.</summary>
    /// <exception cref="ArgumentException">One of the files is an array, or there is none.</exception>
    public static void LookAll(
        IReadOnlyList<string> paths,
        ITableLook look,
        DataFileOptions options,
        Stream? standardInput,
        CancellationToken cancellationToken
    )
    {
        DataFiles.Check(options);
        var sources = Find(paths);
        if (sources.FirstOrDefault(source => SavedMap.Is(source.Path)) is { } map)
            throw DataPart.Bad(
                map.Path,
                "this is a saved map or run, not a table; dbgsom info prints its content and its table plan"
            );
        if (sources.FirstOrDefault(source => source.IsArray) is { } array)
            throw new ArgumentException(
                $"{array.Path}: this is an array, whose columns are all numeric; a plan is for tables: text, Parquet and Arrow",
                nameof(paths)
            );
        foreach (var source in sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            source.Look(look, options, standardInput, cancellationToken);
        }
    }

    /// <summary>Looks at all cells of the file, which is a table.</summary>
    private void Look(ITableLook look, DataFileOptions options, Stream? standardInput, CancellationToken cancellationToken)
    {
        string? extension = path == "-" ? null : Extension(path);
        if (extension is ".parquet" or ".arrow" or ".arrows" or ".feather")
        {
            using var table = extension == ".parquet" ? TableFormat.OpenParquet(path) : TableFormat.OpenArrow(path);
            look.Read(table, path);
            return;
        }
        if (path == "-")
        {
            // Its owner closes it.
            using var given = new CsvInput(AsText(standardInput, options), StandardInput, null, options, look.Names);
            look.Read(given);
            return;
        }
        if (JsonFile.Extensions.Contains(extension))
        {
            _ = JsonFile.Use(
                path,
                options,
                open =>
                {
                    look.Read(new JsonInput(open, path, options, cancellationToken));
                    return 0;
                },
                cancellationToken
            );
            return;
        }
        using var text = TextFile.Open(path, options.Encoding, options.MaxUnpackedBytes);
        using var input = new CsvInput(text, path, Separator(extension), options, look.Names);
        look.Read(input);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="options">The options for reading.</param>
    /// <param name="header">Column names of an earlier file, for one without: as when a file was cut into pieces.</param>
    /// <param name="standardInput">The stream that "-" stands for.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public DataPart Read(
        DataFileOptions options,
        IReadOnlyList<string>? header,
        Stream? standardInput,
        CancellationToken cancellationToken
    )
    {
        if (stream is not null)
            return DataStream.Read(stream, path, Extension(path)!, options, cancellationToken);
        if (path != "-")
            return Readers[Extension(path)!](path, options, header, cancellationToken);
        return CsvFile.Read(AsText(standardInput, options), StandardInput, null, options, header, cancellationToken);
    }

    private static Stream AsText(Stream? standardInput, DataFileOptions options) =>
        options.Encoding.AsUtf8(standardInput ?? throw new ArgumentException("standard input is not available"));

    private static string[] Expand(string path)
    {
        if (path == "-")
            return [path];
        if (!Directory.Exists(path))
        {
            if (Extension(path) is null)
                throw DataPart.Bad(path, $"the extension '{System.IO.Path.GetExtension(path)}' is not one of {Known}");
            return File.Exists(path) ? [path] : throw new FileNotFoundException($"{path}: the file does not exist");
        }
        string[] files =
        [
            .. Directory
                .EnumerateFiles(path)
                .Where(file => IsOfFolder(file) && System.IO.Path.GetFileName(file)[0] != '.')
                .OrderBy(System.IO.Path.GetFileName, StringComparer.Ordinal),
        ];
        // A pipe in a folder is nobody's data: reading it would wait for somebody to write.
        if (Array.Find(files, file => !DiskFiles.IsRegular(file)) is { } other)
            throw DataPart.Bad(other, "this is a pipe, a device or an empty file, not a data file; remove it from the folder");
        return files.Length > 0 ? files : throw DataPart.Bad(path, $"the folder has no data file ({Known})");
    }

    private static DataPart RefuseMap(string path) =>
        throw DataPart.Bad(
            path,
            "this is a saved map or run, not data; valid is a file of samples; if a command takes both, the map comes first: MODEL DATA. --array NAME reads one of its arrays"
        );

    private static DataPart ReadCsv(
        string path,
        DataFileOptions options,
        IReadOnlyList<string>? header,
        CancellationToken cancellationToken
    )
    {
        using var stream = TextFile.Open(path, options.Encoding, options.MaxUnpackedBytes);
        return CsvFile.Read(stream, path, Separator(Extension(path)), options, header, cancellationToken);
    }

    private static DataPart ReadJson(
        string path,
        DataFileOptions options,
        IReadOnlyList<string>? header,
        CancellationToken cancellationToken
    ) =>
        JsonFile.Use(
            path,
            options,
            open => new JsonInput(open, path, options, cancellationToken).Read(options, cancellationToken),
            cancellationToken
        );

    private static DataPart ReadTable(
        string path,
        Func<string, TableFile> open,
        DataFileOptions options,
        CancellationToken cancellationToken
    )
    {
        using var table = open(path);
        return TableReader.Read(table, path, options, cancellationToken);
    }
}
