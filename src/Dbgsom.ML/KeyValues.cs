using Dbgsom.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>The values that keys stand for, of some type of ML.NET.</summary>
internal abstract class KeyValues
{
    public const string Annotation = "KeyValues";

    /// <summary>Keys that stand for nothing but 1, 2, 3, …</summary>
    public static KeyValues Numbers { get; } =
        new KeyValues<uint, int>(NumberDataViewType.UInt32, value => (int)value, label => (uint)label, _ => false);

    private static KeyValues[] Known { get; } =
    [
        new KeyValues<ReadOnlyMemory<char>, string>(
            TextDataViewType.Instance,
            text => text.ToString(),
            text => text.AsMemory(),
            text => text.Length == 0
        ),
        new KeyValues<bool, bool>(BooleanDataViewType.Instance, flag => flag, flag => flag, _ => false),
        new KeyValues<int, int>(NumberDataViewType.Int32, number => number, number => number, _ => false),
        new KeyValues<long, long>(NumberDataViewType.Int64, number => number, number => number, _ => false),
        new KeyValues<float, float>(NumberDataViewType.Single, number => number, number => number, float.IsNaN),
        new KeyValues<double, double>(NumberDataViewType.Double, number => number, number => number, double.IsNaN),
    ];

    public static KeyValues? Of(DataViewType type) => Array.Find(Known, kind => kind.Type.Equals(type));

    public abstract PrimitiveDataViewType Type { get; }

    /// <summary>Reads labels that are such values.</summary>
    public abstract LabelReader Reader(DataViewSchema.Column column);

    /// <summary>The classes of keys that stand for such values.</summary>
    /// <param name="column">The column with the values of the keys.</param>
    /// <param name="codes">The keys of the rows, from 0; −1 where one is missing.</param>
    /// <param name="count">Number of keys.</param>
    public abstract ClassKeys KeysOf(DataViewSchema.Column column, IReadOnlyList<int> codes, int count);

    /// <summary>Gives a column of keys some values, for its type only.</summary>
    public abstract void AnnotateShape(SchemaDefinition.Column column, int count);
}

/// <inheritdoc/>
/// <typeparam name="TRaw">How ML.NET holds the values.</typeparam>
/// <typeparam name="TLabel">The corresponding label type of the library.</typeparam>
internal sealed class KeyValues<TRaw, TLabel>(
    PrimitiveDataViewType type,
    Func<TRaw, TLabel> label,
    Func<TLabel, TRaw> raw,
    Func<TRaw, bool> isMissing
) : KeyValues
    where TLabel : notnull
{
    public override PrimitiveDataViewType Type => type;

    public override LabelReader Reader(DataViewSchema.Column column) => new ValueLabels(column, this);

    public override ClassKeys KeysOf(DataViewSchema.Column column, IReadOnlyList<int> codes, int count)
    {
        var classes = Values(column, count) ?? [.. Enumerable.Range(1, count).Select(key => (object)key).OfType<TLabel>()];
        return Keys(codes, classes);
    }

    public override void AnnotateShape(SchemaDefinition.Column column, int count) => Annotate(column, new TRaw[count]);

    private void Annotate(SchemaDefinition.Column column, TRaw[] values) =>
        column.AddAnnotation(Annotation, new VBuffer<TRaw>(values.Length, values), new VectorDataViewType(type, values.Length));

    /// <summary>The values of the keys; null where there are none.</summary>
    private TLabel[]? Values(DataViewSchema.Column column, int count)
    {
        if (
            column.Annotations.Schema.GetColumnOrNull(Annotation)?.Type is not VectorDataViewType given
            || !given.ItemType.Equals(type)
        )
            return null;
        VBuffer<TRaw> values = default;
        column.GetKeyValues(ref values);
        return values.Length == count ? [.. values.DenseValues().Select(label)] : null;
    }

    private ClassKeys Keys(IReadOnlyList<int> codes, TLabel[] classes)
    {
        TRaw[] values = [.. classes.Select(raw)];
        var list = ClassLabels.From(classes, classes).Classes;
        // Not the text of a class, whatever these are.
        string none = new(' ', 1);
        var labels = ClassLabels.FromNames(
            [.. codes.Select(code => code < 0 ? none : list.Names[code])],
            list,
            name => ReferenceEquals(name, none)
        );
        return new ClassKeys(labels, column => Annotate(column, values));
    }

    private sealed class ValueLabels(DataViewSchema.Column column, KeyValues<TRaw, TLabel> kind) : LabelReader(column)
    {
        private readonly KeyValues<TRaw, TLabel> kind = kind;
        private readonly List<TLabel?> labels = [];
        private readonly List<bool> isKnown = [];
        private ValueGetter<TRaw>? read;
        private TRaw value = default!;

        public override void Bind(DataViewRow row) => read = row.GetGetter<TRaw>(Column);

        public override void Read(int row)
        {
            read!(ref value);
            isKnown.Add(!kind.IsMissing(value));
            labels.Add(isKnown[^1] ? kind.Label(value) : default);
        }

        public override ClassKeys Keys()
        {
            TLabel[] classes = [.. labels.Where((_, row) => isKnown[row]).Select(label => label!).Distinct()];
            if (classes.Length == 0)
                throw new ArgumentException($"no row of column '{Column.Name}' has a label");
            if (classes is string[] texts)
                Array.Sort(texts, StringComparer.Ordinal);
            else
                Array.Sort(classes);
            var codes = classes.Index().ToDictionary(one => one.Item, one => one.Index);
            return kind.Keys([.. labels.Select((label, row) => isKnown[row] ? codes[label!] : -1)], classes);
        }
    }

    private bool IsMissing(TRaw value) => isMissing(value);

    private TLabel Label(TRaw value) => label(value);
}
