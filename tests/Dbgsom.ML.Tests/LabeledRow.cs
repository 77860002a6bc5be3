using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML.Tests;

/// <summary>A sample with a label of some type.</summary>
internal abstract class LabeledRow
{
    public float[] Features { get; set; } = [];

    public static IDataView View(MLContext context, Samples samples, Func<int, LabeledRow> labeled)
    {
        LabeledRow[] rows = [.. Enumerable.Range(0, samples.Rows.Length).Select(labeled)];
        for (int row = 0; row < rows.Length; row++)
            rows[row].Features = samples.Rows[row];
        return rows[0] switch
        {
            TextRow => Of<TextRow>(),
            IntRow => Of<IntRow>(),
            FloatRow => Of<FloatRow>(),
            FlagRow => Of<FlagRow>(),
            _ => Of<DateRow>(),
        };

        IDataView Of<T>()
            where T : LabeledRow
        {
            var schema = SchemaDefinition.Create(typeof(T));
            schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, samples.Width);
            return context.Data.LoadFromEnumerable(rows.Cast<T>().ToArray(), schema);
        }
    }
}

internal sealed class TextRow : LabeledRow
{
    public string Label { get; set; } = "";
}

internal sealed class IntRow : LabeledRow
{
    public int Label { get; set; }
}

internal sealed class FloatRow : LabeledRow
{
    public float Label { get; set; }
}

internal sealed class FlagRow : LabeledRow
{
    public bool Label { get; set; }
}

internal sealed class DateRow : LabeledRow
{
    public DateTime Label { get; set; }
}
