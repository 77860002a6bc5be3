using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>Rows of a data view as the library takes them.</summary>
/// <param name="Data">Samples with names and weights.</param>
/// <param name="Classes">Their classes, where a column of labels was named.</param>
internal sealed record TrainingRows(DataMatrix Data, ClassKeys? Classes)
{
    private const int RowsBetweenLooks = 1024;

    public static TrainingRows Read(
        IDataView data,
        string features,
        string? weight,
        string? label,
        CancellationToken cancellationToken
    )
    {
        var column = Columns.Find(data.Schema, features);
        return Columns.IsVectorOf(column.Type, typeof(float))
                ? Read<float>(data, column, weight, label, DataMatrix.From, cancellationToken)
            : Columns.IsVectorOf(column.Type, typeof(double))
                ? Read<double>(data, column, weight, label, DataMatrix.From, cancellationToken)
            : throw Columns.WrongType(features, column.Type, Columns.ValidFeatures);
    }

    private static TrainingRows Read<T>(
        IDataView data,
        DataViewSchema.Column features,
        string? weight,
        string? label,
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
                        $"there are more than {Array.MaxLength} values in column '{features.Name}'; train on fewer rows"
                    );
                CollectionsMarshal.SetCount(values, values.Count + width);
                var sample = CollectionsMarshal.AsSpan(values)[^width..];
                buffer.CopyTo(sample);
                RefuseNotFinite<T>(sample, features.Name, row, names);
                weights?.Read(row);
                labels?.Read(row);
            }
        }
        if (values.Count == 0)
            throw new ArgumentException($"the data has no row to read column '{features.Name}' from", nameof(data));
        var samples = matrix(CollectionsMarshal.AsSpan(values), width).WithFeatureNames(names);
        return new TrainingRows(weights is null ? samples : samples.WithSampleWeights(weights.Values), labels?.Keys());
    }

    private static void RefuseNotFinite<T>(ReadOnlySpan<T> sample, string column, int row, string[]? names)
        where T : struct, INumberBase<T>
    {
        for (int slot = 0; slot < sample.Length; slot++)
            if (!T.IsFinite(sample[slot]))
                throw new ArgumentException(
                    $"row {row} of column '{column}' is {sample[slot]} in slot {slot}{(names is null ? "" : $" ('{names[slot]}')")}; valid are finite numbers. Replace or drop missing values first"
                );
    }
}
