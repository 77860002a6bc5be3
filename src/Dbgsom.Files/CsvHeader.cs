using System.Globalization;
using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>Finds out whether the first row of a CSV file holds names.</summary>
internal static class CsvHeader
{
    private const int FewestNumbers = 3;
    private const int FewestRows = 10;
    private const int MostRows = 200;

    /// <summary>True if the first row is a header, and what to say where that was a guess.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="below">Gives some of the rows below it.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="header">Column names of an earlier file.</param>
    public static (bool IsHeader, string? Guess) Find(
        string[] first,
        Func<int, IReadOnlyList<string[]>> below,
        DataFileOptions options,
        IReadOnlyList<string>? header = null
    )
    {
        if (options.HeaderLines > 1)
            return (true, null);
        if (options.Header != HeaderMode.Auto)
            return (options.Header == HeaderMode.Yes, null);
        if (header is not null && Named(first).SequenceEqual(header))
            return (true, null);
        // A map or a file before knows the names.
        if (
            new[] { options.WantedFeatures, options.Earlier?.Names }.Any(known =>
                known is { Count: > 0 } && !known.Except(first).Any()
            )
        )
            return (true, null);
        if (Asked(options).Any(name => first.Contains(name, StringComparer.Ordinal)))
            return (true, null);
        var form = NumberForm.Of(options);
        bool[] numbers = Array.ConvertAll(first, form.IsNumber);
        if (AreFarNumbers(first, numbers, below, form))
            return (true, Guess(first, "numbers in a row, unlike those below"));
        string[]? second = below(1) is [var row, ..] ? row : null;
        bool Names(int column) => IsName(first[column], form);
        bool standsOut = Enumerable
            .Range(0, Math.Min(first.Length, second?.Length ?? 0))
            .Any(c => Names(c) && !IsName(second![c], form) && !Usual.Contains(second[c]));
        if (standsOut)
            return (true, Array.Exists(numbers, one => one) ? Guess(first, "it also contains numbers") : null);
        bool allNames = Enumerable.Range(0, first.Length).All(Names);
        return (allNames, allNames && second is not null ? Guess(first, "it contains text, like the rows below") : null);
    }

    /// <summary>The first row, with the cells of further lines of the header joined to it.</summary>
    /// <param name="reader">At the first row.</param>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="lines">The lines that hold names.</param>
    /// <exception cref="InvalidDataException">The names do not fit together.</exception>
    public static string[] Joined(TextRecords reader, string file, int lines)
    {
        string[] names = reader.Cells();
        for (int line = 1; line < lines; line++)
        {
            if (!reader.Read())
                throw DataPart.Bad(file, $"the file ends before the {lines} lines of its header (--header-lines)");
            string[] more = reader.Cells();
            if (more.Length != names.Length)
                throw DataPart.Bad(
                    file,
                    $"line {reader.LineNumber} has {Text.Counted(more.Length, "cell")} where the first line of the header has {names.Length}; --header-lines {lines} needs {lines} lines with a cell for each column"
                );
            names = [.. names.Zip(more, (name, cell) => $"{name} {cell}".Trim())];
        }
        return names;
    }

    /// <summary>The names; a column without one is called by its index.</summary>
    public static string[] Names(string[] cells, string file, long line)
    {
        string[] names = Named(cells);
        var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? names
            : throw DataPart.Bad(file, $"line {line}: the column name '{twice.Key}' is given {twice.Count()} times");
    }

    private static string Guess(string[] first, string reason) =>
        $"was read as a header ({reason}): {ColumnPlan.Quote(first)}; --header no reads it as a row, --header yes confirms the header";

    /// <summary>The cells as names, of which two may be the same.</summary>
    public static string[] Named(string[] cells) =>
        [.. cells.Select((cell, column) => cell.Length > 0 ? cell : $"column_{column.ToString(CultureInfo.InvariantCulture)}")];

    /// <summary>The names of columns that are asked for, but for those that may be an index.</summary>
    private static IEnumerable<string> Asked(DataFileOptions options)
    {
        string?[] single = [options.LabelColumn, options.WeightColumn, options.IdColumn];
        return single
            .Concat(options.Columns ?? [])
            .Concat(options.OneHot ?? [])
            .Concat((options.Ordinal ?? []).Select(one => one.Column))
            .Concat((options.Dates ?? []).Select(one => one.Column))
            .OfType<string>()
            .Where(name => name.Length > 0 && !name.All(char.IsAsciiDigit));
    }

    /// <summary>
    /// True if numbers are names, such as years: three or more whole numbers with the same step from each to the next; and in each
    /// column the number is farther from the range of those below than that is wide, or all of those below have fractions.
    /// </summary>
    private static bool AreFarNumbers(string[] first, bool[] numbers, Func<int, IReadOnlyList<string[]>> below, NumberForm form)
    {
        int[] columns = [.. Enumerable.Range(0, first.Length).Where(column => numbers[column])];
        if (columns.Length < FewestNumbers || !columns.All(column => IsWhole(first[column])))
            return false;
        double[] values = Array.ConvertAll(columns, column => form.Read(first[column])!.Value);
        double step = values[1] - values[0];
        if (step == 0 || Enumerable.Range(1, values.Length - 1).Any(i => values[i] - values[i - 1] != step))
            return false;
        var rows = below(MostRows);
        return rows.Count >= FewestRows && columns.Zip(values).All(pair => IsFar(pair.Second, pair.First, rows, form));
    }

    private static bool IsFar(double number, int column, IReadOnlyList<string[]> rows, NumberForm form)
    {
        var (least, greatest, fractions) = (double.PositiveInfinity, double.NegativeInfinity, true);
        foreach (string[] row in rows)
        {
            if (row.Length <= column || form.Read(row[column]) is not { } value)
                return false;
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
            fractions &= !IsWhole(row[column]);
        }
        double width = greatest - least;
        return fractions || number < least - width || number > greatest + width;
    }

    private static bool IsWhole(string cell) => cell.TrimStart('-').All(char.IsAsciiDigit);

    // What would be a number with other signs for decimals or thousands is refused as a number, not taken for a name.
    private static bool IsName(string cell, NumberForm form) =>
        cell.Length > 0 && !form.IsNumber(cell) && !IsNotFinite(cell) && form.SignAdvice(Encoding.UTF8.GetBytes(cell)) is null;

    private static bool IsNotFinite(string cell) =>
        Usual.Contains(cell) || cell.TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY";

    private static readonly MissingTexts Usual = new(null);
}
