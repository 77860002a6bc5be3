using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>The features that are transformed, with what their transforms learned from training.</summary>
/// <param name="Columns">The indices of the columns, ascending.</param>
/// <param name="Transforms">The transforms of the columns.</param>
internal sealed record TransformedColumns(int[] Columns, FittedTransform[] Transforms)
{
    private const string Entry = "transforms";

    /// <summary>Brings whole rows to where they are trained on, in place; what is missing stays so.</summary>
    /// <returns>True if all values have a transform.</returns>
    public bool Apply(Span<double> rows, int columns)
    {
        bool all = true;
        for (int start = 0; start < rows.Length; start += columns)
        for (int i = 0; i < Columns.Length; i++)
            if (!double.IsNaN(rows[start + Columns[i]]))
                all &= double.IsFinite(rows[start + Columns[i]] = Transforms[i].Apply(rows[start + Columns[i]]));
        return all;
    }

    /// <summary>Takes whole rows back to the user's units, in place.</summary>
    public void Invert(Span<double> rows, int columns)
    {
        for (int start = 0; start < rows.Length; start += columns)
        for (int i = 0; i < Columns.Length; i++)
            rows[start + Columns[i]] = Transforms[i].Invert(rows[start + Columns[i]]);
    }

    /// <summary>The transform of a feature; null for none.</summary>
    public FittedTransform? Of(int feature) => Array.IndexOf(Columns, feature) is >= 0 and var at ? Transforms[at] : null;

    /// <summary>True if two are the same, bit for bit.</summary>
    public static bool Same(TransformedColumns? one, TransformedColumns? other) =>
        one is null
            ? other is null
            : other is not null
                && one.Columns.AsSpan().SequenceEqual(other.Columns)
                && one.Transforms.AsSpan().SequenceEqual(other.Transforms);

    /// <summary>Writes them to the JSON of a file or request; nothing where there are none.</summary>
    public static void Write(TransformedColumns? transformed, JsonObject json)
    {
        if (transformed is null)
            return;
        var list = new JsonArray();
        foreach (var (column, transform) in transformed.Columns.Zip(transformed.Transforms))
        {
            var one = new JsonObject { ["feature"] = column };
            transform.Write(one);
            list.Add((JsonNode)one);
        }
        json[Entry] = list;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where there is nothing.</summary>
    public static TransformedColumns? Read(JsonFields json, int columns)
    {
        if (!json.Has(Entry))
            return null;
        var list = json.Objects(Entry);
        int[] places = [.. list.Select(one => one.Integer("feature"))];
        for (int i = 0; i < places.Length; i++)
            if (places[i] < 0 || places[i] >= columns || (i > 0 && places[i] <= places[i - 1]))
                throw json.Bad(Entry, $"do not name different features below {columns} in ascending order");
        return places.Length > 0
            ? new TransformedColumns(places, Array.ConvertAll(list, ReadOne))
            : throw json.Bad(Entry, "name no feature");
    }

    private static FittedTransform ReadOne(JsonFields one)
    {
        string kind = one.String("kind");
        return kind == FeatureTransform.Log.Name ? new LogTransform(one.Quantity("unit"))
            : kind == FeatureTransform.Rank.Name ? RankTransform.Read(one)
            : throw one.Bad("kind", $"is '{kind}', which is not one of {Named.NamesOf<FeatureTransform>()}");
    }
}

/// <summary>Rows whose features are transformed as they are read.</summary>
/// <param name="inner">The rows as given.</param>
/// <param name="transformed">The features and their transforms.</param>
/// <param name="describe">How messages name a column, where a value without a transform is refused; null where it becomes infinite.</param>
internal sealed class TransformedStorage(RowStorage inner, TransformedColumns transformed, Func<int, string>? describe)
    : RowView(inner, inner.ColumnCount)
{
    public override ReadOnlySpan<double> Read(int start, int count, Span<double> scratch)
    {
        var rows = scratch[..(count * ColumnCount)];
        Inner.Read(start, count, rows).CopyTo(rows);
        if (!transformed.Apply(rows, ColumnCount) && describe is not null)
            throw Refused(start, count, describe);
        return rows;
    }

    public override ReadOnlySpan<byte> Bytes(int start, int count) => Inner.Bytes(start, count);

    public override RowStorage Select(ReadOnlySpan<int> rows, string? scratchDirectory) =>
        new TransformedStorage(Inner.Select(rows, scratchDirectory), transformed, describe);

    private ArgumentException Refused(int start, int count, Func<int, string> name)
    {
        for (int row = start; row < start + count; row++)
            foreach (var (column, transform) in transformed.Columns.Zip(transformed.Transforms))
                if (!double.IsFinite(transform.Apply(Inner.At(row, column))) && !double.IsNaN(Inner.At(row, column)))
                    return Refused(row, Inner.At(row, column), name(column), transform.Needs);
        return new ArgumentException("the samples were changed while they were read");
    }

    private static RowException Refused(int row, double value, string column, string needs) =>
        new(row, (place, _) => Text.Of($"the value {value} in {place}, column {column} {needs}"));
}
