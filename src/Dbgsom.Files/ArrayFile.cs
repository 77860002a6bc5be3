using System.Globalization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>Takes a NumPy array apart into features, labels and weights; its columns have no names and are called by index.</summary>
internal static class ArrayFile
{
    public static DataPart Read(string path, DataFileOptions options, DataMatrix array)
    {
        try
        {
            var names = ColumnPlan.Names(options, null, array.ColumnCount);
            var plan = ColumnPlan.For(options, path, names, array.ColumnCount);
            if (plan.Ordinals.Keys.Concat(plan.Dates.Keys).ToArray() is [var encoded, ..])
                throw DataPart.Bad(
                    path,
                    $"column {encoded} is numeric, like all columns of an array; ordered categories and dates need a table"
                );
            var data = plan.Features.SequenceEqual(Enumerable.Range(0, array.ColumnCount))
                ? array
                : array.SelectColumns(plan.Features);
            var notes = new List<string>(DataPart.WhereMapped(path, data));
            var places = new RowPlaces();
            places.Add(0, "row", 0);
            if (options.Missing == MissingCells.Refuse)
                foreach (var (row, column) in data.RowsWithGaps())
                    throw DataPart.Bad(
                        path,
                        $"row {row}, column {plan.Features[column]}: the value is missing (NaN); --missing use accepts it, and --missing drop skips such rows"
                    );
            if (
                options.Missing == MissingCells.Drop
                && data.RowsWithGaps().Select(gap => gap.Row).ToHashSet() is { Count: > 0 } gaps
            )
            {
                int[] complete = [.. Enumerable.Range(0, data.RowCount).Where(row => !gaps.Contains(row))];
                if (complete.Length == 0)
                    throw DataPart.Bad(path, "every row has a missing value; --missing use accepts them");
                places = new RowPlaces();
                foreach (var (row, number) in complete.Index())
                    places.Add(row, "row", number);
                array = array.SelectRows(complete, options.ScratchDirectory);
                data = data.SelectRows(complete, options.ScratchDirectory);
                notes.Add(DataPart.Dropped(path, gaps.Count, complete.Length));
            }
            data = options.Precision.Convert(data);
            if (plan.Weight is { } weight)
                data = data.WithSampleWeights(Column(array, weight, value => value));
            if (names is not null)
                data = data.WithFeatureNames(plan.Features.Select(column => names[column]));
            return new DataPart(path, names, data, Texts(array, plan.Label, ""), Texts(array, plan.Id, null), notes)
            {
                Places = places,
                Categories =
                [
                    .. plan.Features.Select(column =>
                        plan.IsCategory(column) ? Codes(path, array, column, CategoryCodes.Most(options)) : null
                    ),
                ],
            };
        }
        catch (ArgumentException e)
        {
            array.Dispose();
            throw DataPart.Bad(path, Text.WithoutParameter(e));
        }
    }

    // As samples are held, so categories are told apart: rounded where they are.
    private static CategoryCodes Codes(string path, DataMatrix array, int column, int most) =>
        CategoryCodes.OfNumbers(
            path,
            ColumnPlan.Describe(column, null),
            Enumerable.Range(0, array.RowCount).Select(row => array[row, column]),
            most
        );

    /// <summary>The values of a column as text, and what stands for one that is missing; null where it is refused.</summary>
    private static string[]? Texts(DataMatrix array, int? column, string? none)
    {
        var pool = new TextPool();
        return column is { } c
            ? Column(
                array,
                c,
                value =>
                    !double.IsNaN(value)
                        ? pool.Get(value.ToString("R", CultureInfo.InvariantCulture))
                        : none
                            ?? throw new ArgumentException(
                                $"column {c} has a missing value (NaN); names of rows cannot be missing"
                            )
            )
            : null;
    }

    private static T[] Column<T>(DataMatrix array, int column, Func<double, T> select)
    {
        var result = new T[array.RowCount];
        var row = new double[array.ColumnCount];
        for (int r = 0; r < result.Length; r++)
        {
            array.CopyRow(r, row);
            result[r] = select(row[column]);
        }
        return result;
    }
}
