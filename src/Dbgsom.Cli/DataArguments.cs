using System.CommandLine;
using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Cli;

/// <summary>DATA and the options that say what of it is read.</summary>
internal sealed partial class DataArguments
{
    private readonly Option<string?> array = OptionsOf.Text("--array", "name", "the array of .npz files with several arrays");

    private readonly Option<string[]> columns = new("--columns")
    {
        HelpName = "a,b,…",
        Description =
            "the feature columns, by name, by index from 0, or as a range such as 1-6; quote a name with a comma; default: those of the plan that inspect shows",
    };

    private readonly Option<string?> label = OptionsOf.Text(
        "--label-column",
        "column",
        "a column of labels or classes, kept apart from the features"
    );
    private readonly Option<string?> labels = OptionsOf.Text(
        "--labels",
        "FILE|column",
        "the labels of the samples: a .npy file, a .csv file with one column, or the name of a column of DATA"
    );
    private readonly Option<string?> weight = OptionsOf.Text(
        "--weight-column",
        "column",
        "a column of sample weights: how often each row counts"
    );
    private readonly Option<string[]> oneHot = new("--one-hot")
    {
        HelpName = "a,b,…",
        Description = "feature columns of categories: each category becomes a feature that is 1 or 0, such as color=red",
    };
    private readonly Option<int?> maxCategories = OptionsOf.Whole(
        "--max-categories",
        2,
        1000,
        "the maximum number of features per category column: the most frequent categories get one each, all others are 1 in column=other; default: no limit"
    );
    private readonly Option<char?> delimiter = OptionsOf.Parsed<char?>(
        "--delimiter",
        "character",
        "the delimiter of cells in text files, such as ; or tab, or ' ' for any run of spaces; default: detected",
        text =>
            string.Equals(text, "space", StringComparison.OrdinalIgnoreCase) ? ' '
            : string.Equals(text, "tab", StringComparison.OrdinalIgnoreCase) || text == "\\t" ? '\t'
            : text.Length == 1 && DataFiles.IsDelimiter(text[0]) ? text[0]
            : throw new ArgumentException(
                $"'{text}' cannot be a delimiter; valid is tab, space, or one ASCII character other than letters, digits, quote, plus, minus and point"
            )
    );
    private readonly Option<bool> decimalComma = new("--decimal-comma")
    {
        Description = "text files use decimal commas, as in 1,5; cells are then delimited by ; unless --delimiter is given",
    };
    private readonly Option<char?> thousands = OptionsOf.Parsed<char?>(
        "--thousands",
        "sign",
        "the thousands separator in text files, as in 1,000: one of , . ' _ or space; default: none",
        text =>
            string.Equals(text, "space", StringComparison.OrdinalIgnoreCase) ? ' '
            : text.Length == 1 && (DataFiles.IsThousandsSign(text[0], false) || DataFiles.IsThousandsSign(text[0], true))
                ? text[0]
            : throw new ArgumentException($"'{text}' cannot be a thousands separator; valid is one of , . ' _ or space")
    );
    private readonly Option<TextEncoding?> encoding = OptionsOf.OneOf<TextEncoding>(
        "--encoding",
        "the encoding of text files, including those of labels; a byte order mark takes precedence; default: utf-8"
    );
    private readonly Option<HeaderMode?> header = OptionsOf.OneOf<HeaderMode>(
        "--header",
        "whether the first line of text files contains column names; default: auto, detected from the content"
    );
    private readonly Option<HeaderMode?> labelHeader = OptionsOf.OneOf<HeaderMode>(
        "--label-header",
        "whether the first line of a text file of --labels is a header; default: auto, only if it cannot be a label"
    );
    private readonly Option<long?> mapAbove = OptionsOf.Parsed<long?>(
        "--map-above",
        "size",
        "the memory limit, such as 512M or 4G, beyond which samples stay in their file or go to a scratch file; default: 1G",
        text => ByteSize.Parse(text)
    );
    private readonly Option<long?> maxUnpacked = OptionsOf.Parsed<long?>(
        "--max-unpacked",
        "size",
        "the maximum uncompressed size of a .csv.gz or .tsv.gz file, such as 20G; default: 100 times its size, or 64M if that is more",
        text => ByteSize.Parse(text)
    );
    private readonly Option<string?> scratch = OptionsOf.Text(
        "--scratch",
        "DIR",
        "the folder for scratch files, which are deleted afterwards; default: the folder of temporary files"
    );
    private readonly TextArguments text = new();
    private readonly Option<bool> strict = new("--strict")
    {
        Description = "reject a file that lacks columns of the map; default: their values are missing in all rows, with a note",
    };
    private readonly Option<DateOrder?> dateOrder = OptionsOf.OneOf<DateOrder>(
        "--date-order",
        "the order of day and month in dates such as 5/1/2024; default: that of training, or the order that the dates show, or else month first, with a note"
    );

    private readonly MissingArguments missing = new();
    private readonly Argument<string[]> paths;
    private LoadedData? loaded;
    private readonly bool labeled;
    private readonly bool forMap;

    /// <param name="required">True if data is required.</param>
    /// <param name="labeled">True if the command looks at labels.</param>
    /// <param name="forMap">True if the data is for an existing map.</param>
    public DataArguments(bool required = true, bool labeled = false, bool forMap = false)
    {
        (this.labeled, this.forMap) = (labeled, forMap);
        paths = new("DATA")
        {
            Description =
                $"files {string.Join(", ", DataFiles.Extensions)}, or a folder of them; several files form one data set; - is CSV on standard input"
                + (required ? "" : "; sometimes optional"),
            Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        paths.Validators.Add(OptionsOf.RefuseNoPaths);
        labels.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
                result.AddError("--labels is empty; give a path");
        });
    }

    public void AddTo(Command command)
    {
        command.Add(paths);
        command.Add(array);
        command.Add(columns);
        command.Add(label);
        if (labeled)
            command.Add(labels);
        command.Add(weight);
        command.Add(oneHot);
        command.Add(maxCategories);
        command.Add(delimiter);
        text.AddTo(command);
        command.Add(decimalComma);
        command.Add(thousands);
        command.Add(encoding);
        command.Add(header);
        if (labeled)
            command.Add(labelHeader);
        missing.AddTo(command);
        if (forMap)
        {
            command.Add(strict);
            command.Add(dateOrder);
        }
        command.Add(mapAbove);
        command.Add(maxUnpacked);
        command.Add(scratch);
    }

    /// <summary>The folder for scratch files; null for the folder of temporary files.</summary>
    public string? ScratchDirectory(ParseResult parsed) =>
        parsed.GetValue(scratch) is not { } folder ? null
        : Directory.Exists(folder) ? folder
        : throw new DirectoryNotFoundException($"--scratch {folder}: the folder does not exist");

    public IReadOnlyList<string> Paths(ParseResult parsed) => parsed.GetValue(paths) ?? [];

    /// <summary>All files that are read, which no output may replace.</summary>
    public IReadOnlyList<string> Inputs(ParseResult parsed) =>
        LabelFile(parsed) is { } file ? [.. Paths(parsed), file] : Paths(parsed);

    /// <summary>Returns the options for reading files.</summary>
    public DataFileOptions FileOptions(ParseResult parsed)
    {
        var options = new DataFileOptions
        {
            RequiresAllFeatures = forMap && parsed.GetValue(strict),
            DateOrder = forMap ? parsed.GetValue(dateOrder) : null,
            ArrayName = parsed.GetValue(array),
            Columns = OptionsOf.List(parsed, columns),
            LabelColumn = LabelColumnName(parsed),
            WeightColumn = parsed.GetValue(weight),
            OneHot = OptionsOf.List(parsed, oneHot),
            MaxCategories = parsed.GetValue(maxCategories),
            Delimiter = parsed.GetValue(delimiter),
            DecimalComma = parsed.GetValue(decimalComma),
            Thousands = Thousands(parsed),
            Encoding = Encoding(parsed),
            Header = parsed.GetValue(header) ?? HeaderMode.Auto,
            MaxUnpackedBytes = parsed.GetValue(maxUnpacked),
            MemoryMapThresholdBytes = parsed.GetValue(mapAbove) ?? DataFileOptions.DefaultMemoryMapThresholdBytes,
            ScratchDirectory = ScratchDirectory(parsed),
        };
        return missing.Read(parsed, text.Read(parsed, options));
    }

    /// <summary>Reads the data; <paramref name="more"/> adds to what the options say.</summary>
    public LoadedData Load(
        ParseResult parsed,
        Screen screen,
        Func<DataFileOptions, DataFileOptions> more,
        CancellationToken cancellationToken,
        IReadOnlyList<string>? other = null
    )
    {
        CheckLabels(parsed);
        var options = more(FileOptions(parsed));
        var paths = other ?? Paths(parsed);
        return Waited(screen, () => DataFiles.Load(paths, options, Input(parsed), cancellationToken), cancellationToken);
    }

    /// <summary>Uses data, and says where a row stands that is refused.</summary>
    public T Locate<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (ArgumentException e) when (Refusal.Located(e, loaded) is { } located)
        {
            throw located;
        }
    }

    /// <summary>Uses data, and says which it was where it is refused.</summary>
    public T Use<T>(ParseResult parsed, Func<T> use)
    {
        try
        {
            return Locate(use);
        }
        catch (ArgumentException e) when (e.GetType() == typeof(ArgumentException) || Refusal.IsOfRow(e))
        {
            // Those about options have a type of their own.
            throw new InvalidDataException($"{Named(Paths(parsed))}: {Refusal.MessageOf(e)}", e);
        }
    }

    /// <summary>Files as messages name them.</summary>
    private static string Named(IReadOnlyList<string> paths) =>
        string.Join(", ", paths.Select(path => path == "-" ? "standard input" : path));

    private Stream? Input(ParseResult parsed) => Paths(parsed).Contains("-") ? StandardStreams.OpenInput() : null;

    /// <summary>Reads data and tells its notes.</summary>
    private LoadedData Waited(Screen screen, Func<LoadedData> load, CancellationToken cancellationToken)
    {
        // Reading a terminal or a pipe cannot be stopped from outside, so an interruption leaves it behind.
        loaded = Task.Run(load, cancellationToken).WaitAsync(cancellationToken).GetAwaiter().GetResult();
        foreach (string note in loaded.Notes)
            screen.Note(note);
        return loaded;
    }

    private TextEncoding Encoding(ParseResult parsed) => parsed.GetValue(encoding) ?? TextEncoding.Utf8;

    private char? Thousands(ParseResult parsed) =>
        parsed.GetValue(thousands) is not { } sign ? null
        : DataFiles.IsThousandsSign(sign, parsed.GetValue(decimalComma)) ? sign
        : throw new UsageException(
            $"--thousands {sign} is the decimal separator; choose another, or {(sign == ',' ? "no --decimal-comma" : "--decimal-comma")}"
        );

    /// <summary>Reads samples for a map: its features, by name where the files have names. They are those of DATA, unless other paths are given.</summary>
    public LoadedData LoadFor(
        SomMap map,
        ParseResult parsed,
        Screen screen,
        CancellationToken cancellationToken,
        string? idColumn = null,
        bool keepsUnknownTexts = false,
        IReadOnlyList<string>? paths = null
    )
    {
        var loaded = Load(
            parsed,
            screen,
            _ => OptionsFor(map, parsed, idColumn) with { KeepsUnknownTexts = keepsUnknownTexts },
            cancellationToken,
            paths
        );
        foreach (string note in UnseenValues.Find(map, loaded.Data, cancellationToken).Notes(map))
            screen.Note(note);
        return loaded;
    }

    /// <summary>Reads columns of DATA, or of other files, as they are there; "all" stands for those that are neither features, labels nor the names of the rows.</summary>
    public IReadOnlyList<KeptColumn> LoadKept(
        SomMap map,
        ParseResult parsed,
        IReadOnlyList<string> columns,
        string? idColumn,
        CancellationToken cancellationToken,
        string option = "--keep",
        IReadOnlyList<string>? other = null
    )
    {
        var paths = other ?? Paths(parsed);
        if (paths.Contains("-") || !TablePlan.IsFor(paths))
            throw new UsageException(
                $"{option} reads the table a second time; it supports text, Parquet and Arrow files, but not arrays, pipes and standard input"
            );
        var options = OptionsFor(map, parsed, idColumn);
        if (options.Missing == MissingCells.Drop)
            throw new UsageException($"{option} needs all rows, and --missing drop skips some; give one of the two");
        string?[] used = [.. options.Columns ?? map.FeatureNames ?? [], options.IdColumn, LabelName(parsed)];
        return KeptColumn.Load(
            paths,
            names => columns is ["all"] ? [.. names.Except(used).Select(name => name!)] : columns,
            options,
            cancellationToken
        );
    }

    /// <summary>Reads one column as it is there.</summary>
    /// <param name="map">The map.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="column">The name of the column, or its index from 0.</param>
    /// <param name="option">The option that names it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="other">The files, where they are not DATA.</param>
    public KeptColumn LoadOne(
        SomMap map,
        ParseResult parsed,
        string column,
        string option,
        CancellationToken cancellationToken,
        IReadOnlyList<string>? other = null
    )
    {
        var found = LoadKept(map, parsed, [column], null, cancellationToken, option, other);
        return found.Count == 1
            ? found[0]
            : throw new UsageException($"{option} {column} names {found.Count} columns; valid is one");
    }

    /// <summary>Reads groups, units and orders out of columns of DATA.</summary>
    public GroupColumn GroupColumns(SomMap map, ParseResult parsed)
    {
        var options = OptionsFor(map, parsed, null);
        return new GroupColumn(options.MissingTexts, parsed.GetValue(dateOrder) ?? options.DateOrder, NumberForm.Of(options));
    }

    /// <summary>How samples for a map are read: as those it was trained on, but for what is said here.</summary>
    private DataFileOptions OptionsFor(SomMap map, ParseResult parsed, string? idColumn)
    {
        var options = FileOptions(parsed).For(map) with { IdColumn = idColumn };
        if (TablePlan.FromMap(map) is not { } plan)
            return options;
        var planned = plan.ApplyTo(options);
        // What is said here goes first, also where it is the usual.
        planned = planned with
        {
            Encoding = parsed.GetValue(encoding) ?? planned.Encoding,
            Header = parsed.GetValue(header) ?? planned.Header,
        };
        return text.Prefer(parsed, planned);
    }
}
