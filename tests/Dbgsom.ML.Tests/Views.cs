using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML.Tests;

/// <summary>Samples as data views, and columns of those as arrays.</summary>
internal static class Views
{
    public static IDataView View(this Samples samples, MLContext context, Func<int, float>? weight = null)
    {
        var rows = samples.Rows.Select(
            (row, i) =>
                new Input
                {
                    Features = row,
                    Label = samples.Labels[i],
                    Weight = weight?.Invoke(i) ?? 1,
                }
        );
        return context.Data.LoadFromEnumerable(rows.ToArray(), Schema(samples.Width, samples.Names));
    }

    public static SchemaDefinition Schema(int width, string[]? names = null)
    {
        var schema = SchemaDefinition.Create(typeof(Input));
        var features = schema[nameof(Input.Features)];
        features.ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        if (names is not null)
            features.AddAnnotation(
                "SlotNames",
                new VBuffer<ReadOnlyMemory<char>>(width, [.. names.Select(name => name.AsMemory())]),
                new VectorDataViewType(TextDataViewType.Instance, width)
            );
        return schema;
    }

    public static T[] Column<T>(this IDataView view, string name) => [.. view.GetColumn<T>(name)];

    /// <summary>The winners of rows from their keys.</summary>
    public static int[] Winners(this IDataView view, string column = "PredictedLabel") =>
        Array.ConvertAll(view.Column<uint>(column), key => (int)key - 1);

    public static int Differences<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
    {
        Assert.Equal(a.Count, b.Count);
        return Enumerable.Range(0, a.Count).Count(i => !Equals(a[i], b[i]));
    }
}

internal sealed class Input
{
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";

    public float Weight { get; set; } = 1;
}
