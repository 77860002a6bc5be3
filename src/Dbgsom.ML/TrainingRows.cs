using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>Rows of a data view as the library takes them.</summary>
/// <param name="Data">Samples with names and weights.</param>
/// <param name="Classes">The classes of the rows, if a column of labels was named.</param>
internal sealed record TrainingRows(DataMatrix Data, ClassKeys? Classes)
{
    /// <summary>How many rows were left out, as they lack a value.</summary>
    public int Dropped { get; private init; }

    /// <summary>How many of the rows lack a value.</summary>
    public int Incomplete { get; private init; }

    private const int RowsBetweenLooks = 1024;

    public static TrainingRows Read(
        IDataView data,
        string features,
        string? weight,
        string? label,
        MissingValues missing,
        CancellationToken cancellationToken
    )
    {
        var column = Columns.Find(data.Schema, features);
        return Columns.IsVectorOf(column.Type, typeof(float))
                ? Read<float>(data, column, weight, label, missing, DataMatrix.From, cancellationToken)
            : Columns.IsVectorOf(column.Type, typeof(double))
                ? Read<double>(data, column, weight, label, missing, DataMatrix.From, cancellationToken)
            : throw Columns.WrongType(features, column.Type, Columns.ValidFeatures);
    }

    private static TrainingRows Read<T>(
        IDataView data,
        DataViewSchema.Column features,
        string? weight,
        string? label,
        MissingValues missing,
        Func<ReadOnlySpan<T>, int, DataMatrix> matrix,
        CancellationToken cancellationToken
    )
        where T : struct, INumberBase<T>
    {
        int width = ((VectorDataViewType)features.Type).Size;
        string[]? names = Columns.SlotNames(features, width);
        var weights = weight is null ? null : new WeightReader(Columns.Find(data.Schema, weight));
        var labels = label is null ? null : LabelReader.Of(Columns.Find(data.Schema, label));
        var values = new List<T>();
        var (dropped, incomplete) = (0, 0);
        DataViewSchema.Column[] needed =
        [
            .. new DataViewSchema.Column?[] { features, weights?.Column, labels?.Column }.OfType<DataViewSchema.Column>(),
        ];
        using (var cursor = data.GetRowCursor(needed))
        {
            var read = cursor.GetGetter<VBuffer<T>>(features);
            weights?.Bind(cursor);
            labels?.Bind(cursor);
            VBuffer<T> buffer = default;
            for (int row = 0; cursor.MoveNext(); row++)
            {
                if (row % RowsBetweenLooks == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                read(ref buffer);
                if (values.Count + (long)width > Array.MaxLength)
                    throw new ArgumentException(
                        $"column '{features.Name}' has more than {Array.MaxLength} values; train on fewer rows"
                    );
                CollectionsMarshal.SetCount(values, values.Count + width);
                var sample = CollectionsMarshal.AsSpan(values)[^width..];
                buffer.CopyTo(sample);
                if (Lacks<T>(sample, features.Name, row, names, missing))
                {
                    if (missing == MissingValues.Drop)
                    {
                        CollectionsMarshal.SetCount(values, values.Count - width);
                        dropped++;
                        continue;
                    }
                    incomplete++;
                }
                weights?.Read(row);
                labels?.Read(row);
            }
        }
        if (values.Count == 0)
            throw new ArgumentException(
                dropped > 0
                    ? $"all of {dropped} rows of column '{features.Name}' have a missing value, and such rows are skipped ({nameof(SomTrainerOptions.Missing)} is {missing})"
                    : $"the data has no row to read column '{features.Name}' from",
                nameof(data)
            );
        var samples = matrix(CollectionsMarshal.AsSpan(values), width).WithFeatureNames(names);
        return new TrainingRows(weights is null ? samples : samples.WithSampleWeights(weights.Values), labels?.Keys())
        {
            Dropped = dropped,
            Incomplete = incomplete,
        };
    }

    /// <summary>True if a row has a missing value.</summary>
    /// <exception cref="ArgumentException">A value is infinite, or is missing where that is refused.</exception>
    private static bool Lacks<T>(ReadOnlySpan<T> sample, string column, int row, string[]? names, MissingValues missing)
        where T : struct, INumberBase<T>
    {
        bool lacks = false;
        for (int slot = 0; slot < sample.Length; slot++)
        {
            if (T.IsFinite(sample[slot]))
                continue;
            if (!T.IsNaN(sample[slot]) || missing == MissingValues.Refuse)
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"row {row} of column '{column}' is {sample[slot]} in slot {slot}{(names is null ? "" : $" ('{names[slot]}')")}; valid is a finite number{(missing == MissingValues.Refuse ? "" : ", and NaN for a missing value")}"
                    )
                );
            lacks = true;
        }
        return lacks;
    }
}
