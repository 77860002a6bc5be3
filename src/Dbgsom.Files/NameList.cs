using System.Text;

namespace Dbgsom.Files;

/// <summary>Names with commas between them, as options take them. A name that holds a comma stands in quotes, as in <c>"a,b",c</c>; a quote inside is doubled.</summary>
internal static class NameList
{
    /// <summary>Reads the names of a list; spaces around them do not count.</summary>
    /// <exception cref="ArgumentException">A quote is not closed, or text follows one.</exception>
    public static IReadOnlyList<string> Parse(string list)
    {
        var names = new List<string>();
        for (int at = 0; at <= list.Length; at++)
        {
            while (at < list.Length && char.IsWhiteSpace(list[at]))
                at++;
            names.Add(at < list.Length && list[at] == '"' ? Quoted(list, ref at) : Plain(list, ref at));
        }
        return names;
    }

    /// <summary>Writes names as one list.</summary>
    public static string Join(IEnumerable<string> names) => string.Join(',', names.Select(Written));

    private static string Written(string name) =>
        name.Contains(',', StringComparison.Ordinal) || name.StartsWith('"') || name.Trim() != name
            ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : name;

    private static string Plain(string list, ref int at)
    {
        int first = at;
        at = list.IndexOf(',', first) is >= 0 and var comma ? comma : list.Length;
        return list[first..at].TrimEnd();
    }

    private static string Quoted(string list, ref int at)
    {
        var name = new StringBuilder();
        for (at++; at < list.Length; at++)
            if (list[at] != '"')
                name.Append(list[at]);
            else if (at + 1 < list.Length && list[at + 1] == '"')
                name.Append(list[++at]);
            else
                break;
        if (at == list.Length)
            throw new ArgumentException($"a quote is not closed in {list}; valid is a list such as \"a,b\",c");
        at++;
        while (at < list.Length && char.IsWhiteSpace(list[at]))
            at++;
        return at == list.Length || list[at] == ','
            ? name.ToString()
            : throw new ArgumentException($"text follows a closed quote in {list}; valid is a list such as \"a,b\",c");
    }
}
