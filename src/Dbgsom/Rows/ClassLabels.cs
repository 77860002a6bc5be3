using System.Globalization;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>
/// The class of each sample: a list of classes and an index per row. Rows may have no class, see <see cref="FromPartial"/>: they train
/// the map like all others, but do not vote on the classes of its neurons. Immutable.
/// </summary>
public sealed class ClassLabels
{
    /// <summary>The code of a row without a class; there are fewer classes.</summary>
    internal const ushort None = ushort.MaxValue;

    private readonly ushort[] codes;

    private ClassLabels(ClassList classes, ushort[] codes)
    {
        Classes = classes;
        this.codes = codes;
        LabeledCount = codes.Length - codes.AsSpan().Count(None);
    }

    /// <summary>The classes.</summary>
    public ClassList Classes { get; }

    /// <summary>Number of samples.</summary>
    public int Count => codes.Length;

    /// <summary>Number of samples that have a class.</summary>
    public int LabeledCount { get; }

    internal ReadOnlySpan<ushort> Codes => codes;

    /// <summary>The index in <see cref="Classes"/> of a sample's class; −1 if it has none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    public int this[int row] =>
        (uint)row < (uint)codes.Length
            ? (codes[row] == None ? -1 : codes[row])
            : throw new ArgumentOutOfRangeException(nameof(row), row, $"valid is 0 to {codes.Length - 1}");

    /// <summary>Creates labels of a type with a natural order.</summary>
    /// <typeparam name="TLabel"><see cref="int"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>.</typeparam>
    /// <param name="labels">One label per sample; the classes are the distinct labels, ascending (texts by ordinal comparison).</param>
    /// <exception cref="ArgumentException">
    /// The type is not supported, no label is given, one is null, or more than <see cref="ClassList.MaxClasses"/> are distinct.
    /// </exception>
    public static ClassLabels From<TLabel>(IReadOnlyList<TLabel> labels)
        where TLabel : notnull => From(labels, DifferentOf(labels));

    /// <summary>Creates labels of which some are missing.</summary>
    /// <typeparam name="TLabel">See <see cref="From{TLabel}(IReadOnlyList{TLabel})"/>; any type where <paramref name="classes"/> are given.</typeparam>
    /// <param name="labels">One label per sample, or a placeholder for a missing one.</param>
    /// <param name="isMissing">Returns true for a missing label, such as <c>string.IsNullOrEmpty</c> or <c>label => label &lt; 0</c>.</param>
    /// <param name="classes">The classes in their order; null for the distinct labels, ascending.</param>
    /// <exception cref="ArgumentException">
    /// The conditions of <see cref="From{TLabel}(IReadOnlyList{TLabel})"/>; or every label is missing and no classes are given.
    /// </exception>
    public static ClassLabels FromPartial<TLabel>(
        IReadOnlyList<TLabel> labels,
        Func<TLabel, bool> isMissing,
        IReadOnlyList<TLabel>? classes = null
    )
        where TLabel : notnull
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(isMissing);
        if (classes is null)
        {
            TLabel[] known = [.. labels.Where(label => !isMissing(label))];
            if (known.Length == 0 && labels.Count > 0)
                throw new ArgumentException("no row has a label", nameof(labels));
            classes = DifferentOf(known);
        }
        return Coded(labels, classes, isMissing);
    }

    /// <summary>The different labels, ascending.</summary>
    private static TLabel[] DifferentOf<TLabel>(IReadOnlyList<TLabel> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (ClassList.KindOf<TLabel>() == ClassKind.Other)
            throw new ArgumentException(
                $"labels are int, long, bool or string; for labels of type {typeof(TLabel).Name} also give the list of classes",
                nameof(labels)
            );
        RefuseNull(labels);
        TLabel[] different = [.. labels.Distinct()];
        if (different.Length > ClassList.MaxClasses)
            throw new ArgumentException(
                $"{different.Length} of {labels.Count} labels are different; at most {ClassList.MaxClasses} classes are supported",
                nameof(labels)
            );
        if (different is string[] texts)
            Array.Sort(texts, StringComparer.Ordinal);
        else
            Array.Sort(different);
        return different;
    }

    /// <summary>Creates labels of any type with given classes in a given order.</summary>
    /// <typeparam name="TLabel">Any type with equality; a model file stores only the texts of its values.</typeparam>
    /// <param name="labels">One label per sample.</param>
    /// <param name="classes">Every class once; classes without samples are allowed.</param>
    /// <exception cref="ArgumentException">
    /// No label is given, a label is not among the classes, a class is repeated, or two have the same text.
    /// </exception>
    public static ClassLabels From<TLabel>(IReadOnlyList<TLabel> labels, IReadOnlyList<TLabel> classes)
        where TLabel : notnull
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classes);
        RefuseNull(labels);
        return Coded(labels, classes, _ => false);
    }

    private static ClassLabels Coded<TLabel>(
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel> classes,
        Func<TLabel, bool> isMissing
    )
        where TLabel : notnull
    {
        if (labels.Count == 0)
            throw new ArgumentException("no label is given", nameof(labels));
        var codeOf = CodesOf(classes);
        var list = new ClassList(ClassList.KindOf<TLabel>(), [.. classes.Select(Text)]);
        var codes = new ushort[labels.Count];
        for (int row = 0; row < codes.Length; row++)
            codes[row] =
                isMissing(labels[row]) ? None
                : labels[row] is null ? throw new ArgumentException($"the label of row {row} is null", nameof(labels))
                : codeOf.TryGetValue(labels[row], out int code) ? (ushort)code
                : throw new ArgumentException(
                    $"the label '{Text(labels[row])}' of row {row} is not one of the classes {list.Shown()}",
                    nameof(labels)
                );
        return new ClassLabels(list, codes);
    }

    /// <summary>Creates labels from the names of known classes.</summary>
    /// <param name="names">One name per sample, see <see cref="ClassList.Names"/>.</param>
    /// <param name="classes">The classes.</param>
    /// <exception cref="ArgumentException">No label is given, or one is not the name of a class.</exception>
    public static ClassLabels FromNames(IReadOnlyList<string> names, ClassList classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(names);
        RefuseNull(names);
        return FromNames(names, classes, _ => false);
    }

    /// <summary>Creates labels from the names of known classes, of which some are missing.</summary>
    /// <param name="names">One name per sample, or a placeholder for a missing one.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="isMissing">Returns true for a missing name.</param>
    /// <exception cref="ArgumentException">No sample is given, or a name is not that of a class.</exception>
    public static ClassLabels FromNames(IReadOnlyList<string> names, ClassList classes, Func<string, bool> isMissing)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(isMissing);
        return new ClassLabels(classes, Coded(names, classes.Names, isMissing).codes);
    }

    /// <summary>The labels as text, one per sample; empty for a sample without a class.</summary>
    public IReadOnlyList<string> Names => [.. Array.ConvertAll(codes, code => code == None ? "" : Classes.Names[code])];

    /// <summary>The labels of some rows.</summary>
    internal ClassLabels Select(ReadOnlySpan<int> rows)
    {
        var selected = new ushort[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            selected[i] = codes[rows[i]];
        return new ClassLabels(Classes, selected);
    }

    /// <summary>The place of each class in its list.</summary>
    internal static Dictionary<TLabel, int> CodesOf<TLabel>(IReadOnlyList<TLabel> classes)
        where TLabel : notnull
    {
        var codes = new Dictionary<TLabel, int>();
        for (int code = 0; code < classes.Count; code++)
            if (classes[code] is null || !codes.TryAdd(classes[code], code))
                throw new ArgumentException(
                    classes[code] is null ? $"class {code} is null" : $"the class '{Text(classes[code])}' is repeated",
                    nameof(classes)
                );
        return codes;
    }

    /// <summary>Refuses labels that are null, by row.</summary>
    internal static void RefuseNull<TLabel>(IReadOnlyList<TLabel> labels)
    {
        for (int row = 0; row < labels.Count; row++)
            if (labels[row] is null)
                throw new ArgumentException($"the label of row {row} is null", nameof(labels));
    }

    internal static string Text<TLabel>(TLabel label) =>
        label switch
        {
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => label?.ToString() ?? "",
        };
}
