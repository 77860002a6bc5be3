using System.Globalization;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>The type of the labels of a classifier.</summary>
public enum ClassKind
{
    /// <summary><see cref="int"/>.</summary>
    Number,

    /// <summary><see cref="long"/>.</summary>
    LongNumber,

    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary>Another type, whose values are known only from the caller's list of classes.</summary>
    Other,
}

/// <summary>
/// The classes of a classifier, in order: numbers and texts ascending (texts by ordinal comparison), false before true, other types in
/// the order of the caller's list. Immutable.
/// </summary>
public sealed class ClassList
{
    /// <summary>The maximum number of classes; each is counted for every neuron.</summary>
    public const int MaxClasses = 4096;

    private readonly Dictionary<string, int> index;

    internal ClassList(ClassKind kind, IReadOnlyList<string> names)
    {
        Kind = kind;
        Names = Array.AsReadOnly(names.ToArray());
        index = new(StringComparer.Ordinal);
        if (Names.FirstOrDefault(name => !IsWellFormed(name)) is { } broken)
            throw new ArgumentException($"the class '{broken}' holds half a character and cannot be saved");
        for (int code = 0; code < Names.Count; code++)
            if (!index.TryAdd(Names[code], code))
                throw new ArgumentException($"the class '{Names[code]}' is repeated");
        if (Count is < 1 or > MaxClasses)
            throw new ArgumentException($"{Count} classes are given; valid is 1 to {MaxClasses}");
    }

    /// <summary>Number of classes.</summary>
    public int Count => Names.Count;

    /// <summary>Type of the labels.</summary>
    public ClassKind Kind { get; }

    /// <summary>The classes as culture-invariant text: "3", "true", "setosa".</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Returns the index of a class by its text; −1 if it is not in the list.</summary>
    public int IndexOf(string name) => index.GetValueOrDefault(name, -1);

    /// <summary>Returns the classes as values of their original type.</summary>
    /// <typeparam name="TLabel"><see cref="int"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>.</typeparam>
    /// <exception cref="ArgumentException">The labels have another type.</exception>
    public IReadOnlyList<TLabel> As<TLabel>()
        where TLabel : notnull
    {
        if (KindOf<TLabel>() != Kind || Kind == ClassKind.Other)
            throw new ArgumentException(
                Kind == ClassKind.Other
                    ? $"the classes ({Shown()}) have a custom type; give them as a list"
                    : $"the labels ({Shown()}) are of kind {Kind}, not {typeof(TLabel).Name}"
            );
        return [.. Names.Select(name => (TLabel)Value(name))];
    }

    internal static ClassKind KindOf<TLabel>() =>
        typeof(TLabel) == typeof(int) ? ClassKind.Number
        : typeof(TLabel) == typeof(long) ? ClassKind.LongNumber
        : typeof(TLabel) == typeof(bool) ? ClassKind.Boolean
        : typeof(TLabel) == typeof(string) ? ClassKind.Text
        : ClassKind.Other;

    /// <summary>This list, if every name is a value of the type.</summary>
    internal ClassList Checked()
    {
        foreach (string name in Names)
            if (ClassLabels.Text(Value(name)) != name)
                throw new FormatException($"'{name}' is not written as such values are");
        return this;
    }

    internal bool SameAs(ClassList? other) => other is not null && Kind == other.Kind && Names.SequenceEqual(other.Names);

    /// <summary>"a, b, c", and how many more where there are many.</summary>
    internal string Shown() => string.Join(", ", Names.Take(5)) + (Count > 5 ? $" and {Count - 5} more" : "");

    /// <summary>True if every surrogate has its other half.</summary>
    private static bool IsWellFormed(string name)
    {
        for (int i = 0; i < name.Length; i++)
            if (char.IsSurrogate(name[i]) && (i + 1 == name.Length || !char.IsSurrogatePair(name, i++)))
                return false;
        return true;
    }

    private object Value(string name) =>
        Kind switch
        {
            ClassKind.Number => int.Parse(name, CultureInfo.InvariantCulture),
            ClassKind.LongNumber => long.Parse(name, CultureInfo.InvariantCulture),
            ClassKind.Boolean => bool.Parse(name),
            _ => name,
        };
}
