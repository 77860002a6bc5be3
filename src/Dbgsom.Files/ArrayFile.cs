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
            var data = plan.Features.SequenceEqual(Enumerable.Range(0, array.ColumnCount))
                ? array
                : array.SelectColumns(plan.Features);
            data = options.Precision.Convert(data);
            if (plan.Weight is { } weight)
                data = data.WithSampleWeights(Column(array, weight, value => value));
            if (names is not null)
                data = data.WithFeatureNames(plan.Features.Select(column => names[column]));
            return new DataPart(
                path,
                names,
                data,
                Texts(array, plan.Label),
                Texts(array, plan.Id),
                DataPart.WhereMapped(path, data)
            )
            {
                Categories = [.. plan.Features.Select(column => plan.IsCategory(column) ? Codes(path, array, column) : null)],
            };
        }
        catch (ArgumentException e)
        {
            array.Dispose();
            throw DataPart.Bad(path, Text.WithoutParameter(e));
        }
    }

    // As samples are held, so categories are told apart: rounded where they are.
    private static CategoryCodes Codes(string path, DataMatrix array, int column) =>
        CategoryCodes.OfNumbers(
            path,
            ColumnPlan.Describe(column, null),
            Enumerable.Range(0, array.RowCount).Select(row => array[row, column])
        );

    private static string[]? Texts(DataMatrix array, int? column)
    {
        var pool = new TextPool();
        return column is { } c ? Column(array, c, value => pool.Get(value.ToString("R", CultureInfo.InvariantCulture))) : null;
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
