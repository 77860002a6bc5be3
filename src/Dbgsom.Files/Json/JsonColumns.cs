using System.Globalization;

namespace Dbgsom.Files.Json;

/// <summary>The keys of all records in the order they first come.</summary>
/// <param name="file">The file as messages name it.</param>
internal sealed class JsonColumns(string file)
{
    private const int Most = 100_000;

    private readonly List<string> names = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly HashSet<int> nested = [];
    private long characters;
    private bool isComplete;

    public IReadOnlyList<string> Names => names;

    public int Count => names.Count;

    public string this[int column] => names[column];

    /// <summary>True if a record has an object or array there.</summary>
    public bool IsNested(int column) => nested.Contains(column);

    /// <summary>Notes that a record has an object or array there.</summary>
    public void AddNested(int column) => nested.Add(column);

    /// <summary>From now on a key that is new means that the file is another.</summary>
    public void Complete() => isComplete = true;

    /// <summary>Returns the column of a key.</summary>
    /// <exception cref="InvalidDataException">The number of keys exceeds the limit of columns, or the file has changed.</exception>
    public int Place(string name, long record)
    {
        if (places.TryGetValue(name, out int place))
            return place;
        if (isComplete)
            throw DataPart.Bad(
                file,
                $"record {record.ToString(CultureInfo.InvariantCulture)} has a new key, '{name}': the file was changed while it was read"
            );
        characters += name.Length;
        if (names.Count == Most || characters > JsonTokens.Longest)
            throw DataPart.Bad(
                file,
                $"up to record {record.ToString(CultureInfo.InvariantCulture)} there are more than {(names.Count == Most ? $"{Most} different keys" : $"{JsonTokens.Longest >> 20} MiB of keys")}: this is not a table of records"
            );
        places.Add(name, names.Count);
        names.Add(name);
        return names.Count - 1;
    }
}
