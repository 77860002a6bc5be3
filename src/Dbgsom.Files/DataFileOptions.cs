using Dbgsom.Training;

namespace Dbgsom.Files;

/// <summary>Options for reading data files. Columns are given by name or by index from 0; if both match, the name takes precedence.</summary>
public sealed record DataFileOptions
{
    /// <summary>The name of the array in <c>.npz</c> files; null if they contain only one.</summary>
    public string? ArrayName { get; init; }

    /// <summary>
    /// The columns to read as features, in this order, including ranges of indices such as 2-5; null for all columns without another
    /// use.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The column of labels: any text, kept apart from the features.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The column of sample weights: how often each row counts.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>The column of row names: any text, kept apart from the features.</summary>
    public string? IdColumn { get; init; }

    /// <summary>
    /// Feature columns of categories: numbers or any text. Each category becomes a feature that is 1 in its rows and 0 elsewhere, such
    /// as <c>color=red</c>, in the ordinal order of the categories; at most 1000 per column. With <see cref="WantedFeatures"/> the
    /// categories are those of the map: unknown categories are 0 in all features and reported in <see cref="LoadedData.Notes"/>.
    /// Columns without names use their index, as in <c>3=red</c>. Null for no such columns.
    /// </summary>
    public IReadOnlyList<string>? OneHot { get; init; }

    /// <summary>
    /// The maximum number of features per column of <see cref="OneHot"/>, at least 2. If a column has more categories, the most
    /// frequent ones get a feature each (ties in ordinal order), and all others are 1 in a feature named <c>column=other</c>, as are
    /// categories unknown to a map. Null for no limit.
    /// </summary>
    public int? MaxCategories { get; init; }

    /// <summary>
    /// Feature columns of words for yes and no: true and false, yes and no, t and f, y and n, in any case; 1 and 0 may occur among
    /// them. Yes becomes 1 and no becomes 0. Null for no such columns.
    /// </summary>
    public IReadOnlyList<string>? YesNo { get; init; }

    /// <summary>
    /// Feature columns of ordered categories. Each category becomes its position in the order, from 0. Other values are missing values
    /// and are reported in <see cref="LoadedData.Notes"/>. Null for no such columns.
    /// </summary>
    public IReadOnlyList<OrdinalColumn>? Ordinal { get; init; }

    /// <summary>
    /// Feature columns of dates or times, whose parts become features: <c>joined=linear</c>, <c>joined=month=sin</c> and
    /// <c>joined=month=cos</c>. Times are used as written; time zones are ignored. Invalid dates are missing values and are reported in
    /// <see cref="LoadedData.Notes"/>. An entry without a column applies to all date columns that a plan finds, and is valid for
    /// <see cref="TablePlan.Create"/> only. Null for no such columns.
    /// </summary>
    public IReadOnlyList<DateColumn>? Dates { get; init; }

    /// <summary>How rows with a missing value in a feature column are handled.</summary>
    public MissingCells Missing { get; init; } = MissingCells.Default;

    /// <summary>
    /// The texts that mean a missing value, in any case; null for NA, N/A, #N/A, NaN, null, a question mark, a hyphen and a point. A
    /// text with a leading plus sign, such as +n.d., is added to the defaults. A text that is a number matches that number in any
    /// notation. Empty cells, and nulls in Parquet and Arrow, are always missing.
    /// </summary>
    public IReadOnlyList<string>? MissingTexts { get; init; }

    /// <summary>
    /// The encoding of text files. Invalid bytes and NUL are rejected with line and column. A byte order mark of UTF-8, UTF-16 or
    /// UTF-32 takes precedence.
    /// </summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;

    /// <summary>
    /// Whether the first line of text files contains names. <see cref="HeaderMode.Auto"/> detects it: a line is a header if it has a
    /// non-numeric cell above a number, if it has only text, if it contains a name given in these options, or if it has at least three
    /// integers in equal steps, such as years, that are far from all numbers below them or stand above fractions only.
    /// <see cref="LoadedData.Notes"/> reports a guess.
    /// </summary>
    public HeaderMode Header { get; init; } = HeaderMode.Auto;

    /// <summary>
    /// The number of header lines in text files, at least 1. With more than one, a column's name is its non-empty header cells joined
    /// by spaces, as in <c>height cm</c>, and <see cref="Header"/> is not detected.
    /// </summary>
    public int HeaderLines { get; init; } = 1;

    /// <summary>
    /// The delimiter of cells in text files; null to detect it, with a comma as the default, a tab for <c>.tsv</c>, and a semicolon
    /// with <see cref="DecimalComma"/>. A space stands for any run of spaces and tabs, except around a line; it is detected if other
    /// delimiters give no numbers and all lines have the same number of cells. Any character except letters, digits, control characters other than
    /// tab, and <c>" + - .</c>
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// The character that begins comment lines in text files, such as # or %; null for no comments. Any character valid for
    /// <see cref="Delimiter"/>, but a different one. Inside a cell, even a multi-line one, it has no special meaning.
    /// </summary>
    public char? Comment { get; init; }

    /// <summary>The number of lines to skip above the table in text files, such as a title; at least 0.</summary>
    public int SkipLines { get; init; }

    /// <summary>True if numbers in text files use a decimal comma, as in 1,5.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>
    /// The separator of digit groups in text files, as in 1,000: a comma, point, space, apostrophe or underscore, but not the decimal
    /// separator; null to reject such numbers.
    /// </summary>
    public char? Thousands { get; init; }

    /// <summary>
    /// True if numbers in text files may have a currency or percent sign before or after them: <c>$1,200.50</c>, <c>45 €</c> and
    /// <c>45%</c> are read as written, the last as 45, not 0.45. Two different signs in one column are rejected. If false, all signs
    /// are rejected.
    /// </summary>
    public bool Units { get; init; }

    /// <summary>True if texts that stand for no number are kept by row, for <see cref="ImputationTable"/> to write again.</summary>
    internal bool KeepsUnknownTexts { get; init; } = true;

    /// <summary>
    /// The order of day and month in texts such as 5/1/2024, for all columns of <see cref="Dates"/>. Null to use the order of the
    /// column, or to detect it from the cells of the file; if they do not show it, the month comes first, with a note.
    /// </summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>
    /// The feature names of a map. If a file has names and <see cref="Columns"/> is null, only these columns are read; a missing one is
    /// rejected, and ignored ones are reported in <see cref="LoadedData.Notes"/>. Files without names are read by position.
    /// </summary>
    public IReadOnlyList<string>? WantedFeatures { get; init; }

    /// <summary>The passive features among <see cref="WantedFeatures"/>: the map shows them without being trained on them, so a file may lack them.</summary>
    internal IReadOnlyList<string> PassiveFeatures { get; init; } = [];

    /// <summary>
    /// Returns these options for samples of a map: <see cref="WantedFeatures"/> are the features of the map, including passive ones,
    /// which a file may lack.
    /// </summary>
    /// <param name="map">The map.</param>
    public DataFileOptions For(SomMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        string[] passive = map.FeatureNames is null ? [] : [.. map.PassiveFeatures.Select(feature => feature.Name)];
        return this with
        {
            WantedFeatures = map.FeatureNames is null ? null : [.. map.FeatureNames, .. passive],
            PassiveFeatures = passive,
        };
    }

    /// <summary>
    /// True if a file with names must have all columns of <see cref="WantedFeatures"/>. Otherwise the values of a lacking column are
    /// missing in all rows, which <see cref="LoadedData.Notes"/> reports. A file with none of the columns is always rejected.
    /// </summary>
    public bool RequiresAllFeatures { get; init; }

    /// <summary>The precision of the samples in memory.</summary>
    public DataPrecision Precision { get; init; } = DataPrecision.AsGiven;

    /// <summary>The default of <see cref="MemoryMapThresholdBytes"/>: 1 GiB.</summary>
    public const long DefaultMemoryMapThresholdBytes = 1L << 30;

    /// <summary>
    /// The bytes of samples, of all files together, that are held in memory; at least 0. Files beyond that are memory-mapped: arrays
    /// directly, see <see cref="DataMatrix.MapNpy"/>, other formats by converting them once into a scratch file. Text is converted row
    /// by row, Parquet by column and row group, Arrow by record batch. Labels, ids and sample weights are always in memory: 8 bytes per
    /// row for a weight or a repeated label, about 60 for a unique text.
    /// </summary>
    public long MemoryMapThresholdBytes { get; init; } = DefaultMemoryMapThresholdBytes;

    /// <summary>
    /// The maximum uncompressed size of a gzip text file in bytes; null for 100 times the size of the file, or 64 MiB if that is
    /// larger. A larger file is rejected when it reaches the limit; no more is read or written to a scratch file.
    /// </summary>
    public long? MaxUnpackedBytes { get; init; }

    /// <summary>The feature columns of the first of several files, which those that have names are matched with; null for the first.</summary>
    internal FeatureColumns? Earlier { get; init; }

    /// <summary>The plan that these options follow; null where they follow none.</summary>
    internal TablePlan? Plan { get; init; }

    /// <summary>True if the columns are those of <see cref="Plan"/>, which calls them by name.</summary>
    internal bool ByPlan { get; init; }

    /// <summary>
    /// For each column of categories those of the whole data set that have a feature, in order, where it is known from other files than those that are read; null for
    /// those that are found.
    /// </summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>>? KnownCategories { get; init; }

    /// <summary>True if a file may lack the <see cref="IdColumn"/>, or names in it.</summary>
    internal bool IsIdOptional { get; init; }

    /// <summary>Which row groups of a Parquet file are read, and the row of the file they begin at; null for all.</summary>
    internal RowGroupRange? RowGroups { get; init; }

    /// <summary>
    /// The folder for scratch files, which are deleted when the samples are disposed or the process ends; null for the folder of
    /// temporary files.
    /// </summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>These options without what a plan says of single columns.</summary>
    internal DataFileOptions WithoutColumns() =>
        this with
        {
            Columns = null,
            OneHot = null,
            YesNo = null,
            Ordinal = null,
            Dates = null,
        };
}
