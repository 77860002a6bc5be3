using System.Text;

namespace Dbgsom.Space;

/// <summary>Lists of names with a value each, as in <c>age=2, "a name, with a comma"=0.5</c>.</summary>
internal static class NamedEntries
{
    /// <summary>Cuts a list at the commas outside of quotes.</summary>
    public static IEnumerable<string> Cut(string text)
    {
        var entry = new StringBuilder();
        bool quoted = false;
        foreach (char character in text)
        {
            quoted ^= character == '"';
            if (character != ',' || quoted)
            {
                entry.Append(character);
                continue;
            }
            yield return entry.ToString();
            entry.Clear();
        }
        yield return entry.ToString();
    }

    /// <summary>Divides an entry at its last equals sign into name and value; null where it has none.</summary>
    public static (string Name, string Value)? Divide(string entry)
    {
        int at = entry.LastIndexOf('=');
        if (at < 0)
            return null;
        string name = entry[..at].Trim();
        if (name.Length > 1 && name[0] == '"' && name[^1] == '"')
            name = name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
        return (name, entry[(at + 1)..].Trim());
    }

    /// <summary>A name as it stands in a list.</summary>
    public static string Quoted(string name) =>
        name.AsSpan().ContainsAny(',', '"', '{') || name.Trim() != name
            ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : name;
}
