using Microsoft.Data.Analysis;

namespace Dbgsom.DataFrames;

/// <summary>Converts data frames of Microsoft.Data.Analysis to samples.</summary>
public static class DataFrameExtensions
{
    /// <summary>
    /// Copies columns of a data frame to samples: one row per sample, one feature per column, named as the column. Null and NaN are
    /// missing values.
    /// </summary>
    /// <param name="frame">The data frame.</param>
    /// <param name="columns">
    /// The names of the columns, in the order of the features; null for all columns, which then must be numeric.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The samples, in single precision if all columns are <see cref="float"/>, in double precision otherwise.</returns>
    /// <remarks>
    /// Columns may be integers of any width, float, double or decimal. Integers beyond 2^53 are rejected; decimals are rounded to the
    /// nearest double. The columns are not read through <see cref="Microsoft.ML.IDataView"/>, because it returns 0 for an integer that
    /// is null.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The frame has no rows or no columns; a column is missing, named twice or not numeric; or a value is infinite. The message names
    /// column and row.
    /// </exception>
    public static DataMatrix ToDataMatrix(
        this DataFrame frame,
        IReadOnlyList<string>? columns = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(frame);
        var chosen = Choose(frame, columns);
        if (frame.Rows.Count is 0 or > int.MaxValue)
            throw new ArgumentException(
                $"the data frame has {frame.Rows.Count} rows; valid is 1 to {int.MaxValue}",
                nameof(frame)
            );
        var values = new double[frame.Rows.Count, chosen.Length];
        for (int column = 0; column < chosen.Length; column++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var numbers = NumberColumns.Read(chosen[column]);
            for (int row = 0; row < values.GetLength(0); row++)
                values[row, column] = numbers(row);
        }
        bool single = chosen.All(column => column.DataType == typeof(float));
        var data = single ? DataMatrix.From(Narrow(values)) : DataMatrix.From(values);
        return data.WithFeatureNames(chosen.Select(column => column.Name));
    }

    private static DataFrameColumn[] Choose(DataFrame frame, IReadOnlyList<string>? columns)
    {
        if (frame.Columns.Count == 0 || columns?.Count == 0)
            throw new ArgumentException("no column is given", nameof(columns));
        string? twice = columns?.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        if (twice is not null)
            throw new ArgumentException($"the column '{twice}' is named more than once", nameof(columns));
        return columns is null ? [.. frame.Columns] : [.. columns.Select(Find)];

        DataFrameColumn Find(string name) =>
            frame.Columns.FirstOrDefault(column => column.Name == name)
            ?? throw new ArgumentException(
                $"the data frame has no column '{name}'; valid is {string.Join(", ", frame.Columns.Select(column => $"'{column.Name}'"))}",
                nameof(columns)
            );
    }

    private static float[,] Narrow(double[,] values)
    {
        var narrow = new float[values.GetLength(0), values.GetLength(1)];
        for (int row = 0; row < values.GetLength(0); row++)
        for (int column = 0; column < values.GetLength(1); column++)
            narrow[row, column] = (float)values[row, column];
        return narrow;
    }
}
