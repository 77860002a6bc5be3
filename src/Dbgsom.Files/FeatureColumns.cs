namespace Dbgsom.Files;

/// <summary>The feature columns of a file, which those of files that follow are matched with by name.</summary>
/// <param name="File">The file as messages name it.</param>
/// <param name="Names">Their names, in order.</param>
/// <param name="All">The names of all columns of the file.</param>
internal sealed record FeatureColumns(string File, IReadOnlyList<string> Names, IReadOnlyList<string> All)
{
    /// <summary>The feature columns of the first file that has names; null if no file has.</summary>
    public static FeatureColumns? Of(IReadOnlyList<DataPart> parts) =>
        parts.FirstOrDefault(part => part.Data.FeatureNames is not null) is { } first
            ? new FeatureColumns(first.File, first.Data.FeatureNames!, first.Header ?? [])
            : null;

    /// <summary>The options with names for indices, which mean columns of this file in others, too.</summary>
    public DataFileOptions Named(DataFileOptions options)
    {
        string? Name(string? column) =>
            column is null || ColumnRange.Place(column, All, All.Count) is not { } place ? column : All[place];
        IReadOnlyList<string>? Names(IReadOnlyList<string>? columns) =>
            columns is null
                ? null
                : [.. columns.SelectMany(column => ColumnRange.Expand(column, All, All.Count)).Select(column => Name(column)!)];
        return options with
        {
            Columns = Names(options.Columns),
            OneHot = Names(options.OneHot),
            YesNo = Names(options.YesNo),
            Ordinal = options.Ordinal is { } ordinal
                ? [.. ordinal.Select(one => new OrdinalColumn(Name(one.Column)!, one.Levels))]
                : null,
            Dates = options.Dates is { } dates ? [.. dates.Select(one => one.With(Name(one.Column)!))] : null,
            LabelColumn = Name(options.LabelColumn),
            WeightColumn = Name(options.WeightColumn),
            IdColumn = Name(options.IdColumn),
        };
    }

    /// <summary>The columns of another file in the order of these.</summary>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="names">The names of all its columns.</param>
    /// <param name="columns">The columns that are features.</param>
    /// <exception cref="InvalidDataException">It has others.</exception>
    public int[] Match(string file, IReadOnlyList<string> names, int[] columns)
    {
        string[] missing = [.. Names.Except(columns.Select(column => names[column]))];
        string[] extra = [.. columns.Select(column => names[column]).Except(Names)];
        if (missing.Length == 0 && extra.Length == 0)
            return [.. Names.Select(name => columns.First(column => names[column] == name))];
        string lacks = missing.Length == 0 ? "" : $" lacks {ColumnPlan.Quote(missing)}";
        string has = extra.Length == 0 ? "" : $" has {ColumnPlan.Quote(extra)}";
        throw DataPart.Bad(
            file,
            $"the file{lacks}{(lacks.Length > 0 && has.Length > 0 ? " and" : "")}{has} unlike {File}; columns of several files are matched by name: name the common columns in --columns"
        );
    }
}
