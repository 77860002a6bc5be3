using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Recognizes names of columns that tell rows apart.</summary>
internal static class ColumnNames
{
    private static readonly HashSet<string> IdWords = new(StringComparer.Ordinal) { "id", "ids", "identifier", "uuid", "guid" };

    private static readonly HashSet<string> LastWords = new(IdWords, StringComparer.Ordinal)
    {
        "key",
        "code",
        "no",
        "nr",
        "number",
        "index",
        "idx",
        "rownames",
    };

    /// <summary>
    /// True if the last word of a name says so, as in id, customer_id, passengerId or "Sample code number"; or the first is id.
    /// </summary>
    public static bool IsIdentifier(string name, int place)
    {
        if (IsNone(name, place))
            return true;
        var words = Words(name);
        return words.Count > 0 && (LastWords.Contains(words[^1]) || words[0] == "id");
    }

    /// <summary>True if a name says id in words, so that its numbers are names even where they repeat, as in store_id.</summary>
    public static bool IsAnyId(string name)
    {
        var words = Words(name);
        return words.Count > 0 && (IdWords.Contains(words[^1]) || words[0] == "id");
    }

    /// <summary>True if a file gives the column no name.</summary>
    public static bool IsNone(string name, int place)
    {
        string index = place.ToString(CultureInfo.InvariantCulture);
        return name.Length == 0 || name == "column_" + index || name == "Unnamed: " + index || name == "__index_level_0__";
    }

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool isLetter = char.IsLetterOrDigit(name[i]);
            // customerId has two words, ID and CustomerID do not have more.
            bool begins = char.IsUpper(name[i]) && i > 0 && char.IsLower(name[i - 1]);
            if ((begins || !isLetter) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (isLetter)
                word.Append(char.ToLowerInvariant(name[i]));
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}
