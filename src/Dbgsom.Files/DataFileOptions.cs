using Dbgsom.Training;

namespace Dbgsom.Files;

/// <summary>Which part of data files is read, and as what. Columns are called by name or by index from 0; a name goes first.</summary>
public sealed record DataFileOptions
{
    /// <summary>Name of the array in <c>.npz</c> files; null where they hold just one.</summary>
    public string? ArrayName { get; init; }

    /// <summary>The columns to read as features, in this order, also ranges of indices such as 2-5; null for all that are not used otherwise.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>A column of labels: any text, kept apart from the features.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>A column of sample weights: how often each row counts.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>A column that names the rows: any text, kept apart from the features.</summary>
    public string? IdColumn { get; init; }

    /// <summary>
    /// Feature columns that hold categories, numbers or any text: each category becomes a feature that is 1 in its rows and 0 in others, as in
    /// <c>color=red</c>, in the ordinal order of the categories; at most 1000 a column. Where <see cref="WantedFeatures"/> are given the categories are those of
    /// the map: others are 0 in all features, which <see cref="LoadedData.Notes"/> tell. Columns without names are called by index, as in <c>3=red</c>. Null for none.
    /// </summary>
    public IReadOnlyList<string>? OneHot { get; init; }

    /// <summary>
    /// The most features that a column of <see cref="OneHot"/> becomes, at least 2; of more categories the most frequent have one each, the first in ordinal
    /// order of those that come as often, and all others are 1 in one called <c>column=other</c>, as are categories that a map does not know. Null for a feature each.
    /// </summary>
    public int? MaxCategories { get; init; }

    /// <summary>Feature columns of words for yes and no: true and false, yes and no, t and f, y and n, in any case; 1 and 0 may stand among them. Yes is 1 and no is 0. Null for none.</summary>
    public IReadOnlyList<string>? YesNo { get; init; }

    /// <summary>
    /// Feature columns of ordered categories: each becomes the place of its category in the order, from 0. A cell that holds none of them is a missing value,
    /// which <see cref="LoadedData.Notes"/> tell. Null for none.
    /// </summary>
    public IReadOnlyList<OrdinalColumn>? Ordinal { get; init; }

    /// <summary>
    /// Feature columns of dates or times, whose parts become features: <c>joined=linear</c>, <c>joined=month=sin</c> and <c>joined=month=cos</c>. Times count as they
    /// are written, whatever their zone. A cell that is no date is a missing value, which <see cref="LoadedData.Notes"/> tell. An entry without a column stands for all
    /// columns of dates that a plan finds, and is for <see cref="TablePlan.Create"/> only. Null for none.
    /// </summary>
    public IReadOnlyList<DateColumn>? Dates { get; init; }

    /// <summary>What becomes of rows with a missing cell in a feature column.</summary>
    public MissingCells Missing { get; init; } = MissingCells.Default;

    /// <summary>
    /// The texts that stand for a missing value, in any case; null for NA, N/A, #N/A, NaN, null, a question mark, a hyphen and a point, which a text with a
    /// plus sign before it joins, as in +n.d.; a text that is a number stands for that number, however it is written.
    /// An empty cell, and no value (null) in Parquet and Arrow, are always missing.
    /// </summary>
    public IReadOnlyList<string>? MissingTexts { get; init; }

    /// <summary>
    /// How text files write characters; bytes that are not valid in it, and NUL, are refused by line and column. A byte order mark of UTF-8,
    /// UTF-16 or UTF-32 goes first.
    /// </summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;

    /// <summary>
    /// Whether the first line of text files holds names. <see cref="HeaderMode.Auto"/> finds out: a line with a cell that is not a number above one that
    /// is, or of text only, is a header; so is one that holds a name asked for here, and one of at least three whole numbers in equal
    /// steps that are far from all numbers below them, as years are, or stand above fractions only. <see cref="LoadedData.Notes"/> tells where that was a guess.
    /// </summary>
    public HeaderMode Header { get; init; } = HeaderMode.Auto;

    /// <summary>
    /// Number of lines that hold the names of columns in text files, at least 1. With more than one, the name of a column is its cells in them that are not
    /// empty, joined with a space, as in <c>height cm</c>, and <see cref="Header"/> is not found out.
    /// </summary>
    public int HeaderLines { get; init; } = 1;

    /// <summary>
    /// What stands between the cells of text files; null for a comma, or whatever else they have, a tab in <c>.tsv</c>, and a
    /// semicolon with <see cref="DecimalComma"/>. A space stands for any run of spaces and tabs, but for those around a line; it is found out where lines
    /// have no number else, but as many cells each. Any character but letters, digits, control characters other than tab, and <c>" + - .</c>
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// Begins lines that are left out of text files, such as # or %; null where there are none. Any character that can be a <see cref="Delimiter"/>, but
    /// not that one. In a cell it is a character like others, also in one of several lines.
    /// </summary>
    public char? Comment { get; init; }

    /// <summary>Lines of text files above the table, such as a title, which are passed over whatever they hold; at least 0.</summary>
    public int SkipLines { get; init; }

    /// <summary>Whether the decimals of numbers in text files follow a comma, as in 1,5.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>
    /// What stands between groups of three digits of numbers in text files, as in 1,000: a comma, point, space, apostrophe or underscore, but not the
    /// sign of decimals; null for nothing, and such numbers are refused.
    /// </summary>
    public char? Thousands { get; init; }

    /// <summary>
    /// Whether a currency or percent sign may stand before or behind a number in text files: <c>$1,200.50</c>, <c>45 €</c> and <c>45%</c> are the numbers as
    /// they are written, the last 45, not 0.45. Two different signs in one column are refused. Without this, all are.
    /// </summary>
    public bool Units { get; init; }

    /// <summary>Whether texts that stand for no number are kept by row, for <see cref="ImputationTable"/> to write again.</summary>
    internal bool KeepsUnknownTexts { get; init; } = true;

    /// <summary>
    /// What comes first in texts such as 5/1/2024, in all columns of <see cref="Dates"/>. Null: the order of the column, or else the one that the cells of the file
    /// show; where they do not, the month, with a note.
    /// </summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>
    /// Names of the features of a map. Where a file has names and <see cref="Columns"/> is null, just these columns are read, a missing
    /// one is refused, and what is left aside is told in <see cref="LoadedData.Notes"/>. Files without names are read by position.
    /// </summary>
    public IReadOnlyList<string>? WantedFeatures { get; init; }

    /// <summary>The passive features among <see cref="WantedFeatures"/>: the map shows them without being trained on them, so a file may lack them.</summary>
    internal IReadOnlyList<string> PassiveFeatures { get; init; } = [];

    /// <summary>
    /// These options for samples of a map: <see cref="WantedFeatures"/> are its features, and those of weight 0, which a file may have or lack.
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
    /// Whether a file with names that lacks columns of <see cref="WantedFeatures"/> is refused. Otherwise their values are missing in all its rows, which
    /// <see cref="LoadedData.Notes"/> tell; a file that has none of them is refused in any case.
    /// </summary>
    public bool RequiresAllFeatures { get; init; }

    /// <summary>The precision in which the samples are held.</summary>
    public DataPrecision Precision { get; init; } = DataPrecision.AsGiven;

    /// <summary>The usual <see cref="MemoryMapThresholdBytes"/>: 1 GiB.</summary>
    public const long DefaultMemoryMapThresholdBytes = 1L << 30;

    /// <summary>
    /// Bytes of samples, of all files together, that are held in memory; at least 0. A file that goes beyond is mapped: an array
    /// stays where it is, see <see cref="DataMatrix.MapNpy"/>, and anything else is converted once into a scratch file, text a
    /// row at a time, Parquet a column of a row group and Arrow a record batch at a time. Labels, ids and sample weights are in memory in any case: 8 bytes a row for a weight or one of few labels, about 60 for a text of its own.
    /// </summary>
    public long MemoryMapThresholdBytes { get; init; } = DefaultMemoryMapThresholdBytes;

    /// <summary>
    /// Bytes that a text file packed with gzip may unpack to; null for a hundred times its length, or 64 MiB where that is more. A file beyond is
    /// refused when it reaches the limit: no more than that is read, or written to a scratch file.
    /// </summary>
    public long? MaxUnpackedBytes { get; init; }

    /// <summary>The feature columns of the first of several files, which those that have names are matched with; null for the first.</summary>
    internal FeatureColumns? Earlier { get; init; }

    /// <summary>The plan that these options follow; null where they follow none.</summary>
    internal TablePlan? Plan { get; init; }

    /// <summary>Whether the columns are those of <see cref="Plan"/>, which calls them by name.</summary>
    internal bool ByPlan { get; init; }

    /// <summary>
    /// For each column of categories those of the whole data set that have a feature, in order, where it is known from other files than those that are read; null for
    /// those that are found.
    /// </summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>>? KnownCategories { get; init; }

    /// <summary>Whether a file may lack the <see cref="IdColumn"/>, or names in it.</summary>
    internal bool IsIdOptional { get; init; }

    /// <summary>Which row groups of a Parquet file are read, and the row of the file they begin at; null for all.</summary>
    internal RowGroupRange? RowGroups { get; init; }

    /// <summary>The folder for scratch files, which are gone when the samples are disposed of or the process ends; null for that of temporary files.</summary>
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
