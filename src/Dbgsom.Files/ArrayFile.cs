using System.Globalization;

namespace Dbgsom.Files;

/// <summary>Takes a NumPy array apart into features, labels and weights; its columns have no names and are called by index.</summary>
internal static class ArrayFile
{
    public static DataPart Read(string path, DataFileOptions options, DataMatrix array)
    {
        try
        {
            var plan = ColumnPlan.For(options, path, null, array.ColumnCount);
            var data = plan.Features.SequenceEqual(Enumerable.Range(0, array.ColumnCount))
                ? array
                : array.SelectColumns(plan.Features);
            data = options.Precision.Convert(data);
            if (plan.Weight is { } weight)
                data = data.WithSampleWeights(Column(array, weight, value => value));
            return new DataPart(
                path,
                null,
                data,
                Texts(array, plan.Label),
                Texts(array, plan.Id),
                DataPart.WhereMapped(path, data)
            );
        }
        catch (ArgumentException e)
        {
            array.Dispose();
            throw DataPart.Bad(path, Text.WithoutParameter(e));
        }
    }

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
