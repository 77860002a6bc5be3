using System.Text;

namespace Dbgsom.Files;

/// <summary>Words for yes and no: pairs that stand for 1 and 0, in any case.</summary>
internal static class YesNoWords
{
    private const int LongestWord = 5;

    /// <summary>The pairs.</summary>
    public static IReadOnlyList<(string Yes, string No)> Pairs { get; } =
    [("true", "false"), ("yes", "no"), ("t", "f"), ("y", "n")];

    /// <summary>The words, for messages.</summary>
    public static string Valid => string.Join(", ", Pairs.Select(pair => $"{pair.Yes}/{pair.No}")) + ", 1/0";

    /// <summary>1 or 0, and the number of the pair that the word belongs to; null for any other word.</summary>
    public static (double Value, int Pair)? Find(ReadOnlySpan<byte> cell) =>
        cell.Length <= LongestWord ? Find(Encoding.UTF8.GetString(cell)) : null;

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public static (double Value, int Pair)? Find(string word)
    {
        for (int pair = 0; pair < Pairs.Count; pair++)
        {
            if (word.Equals(Pairs[pair].Yes, StringComparison.OrdinalIgnoreCase))
                return (1, pair);
            if (word.Equals(Pairs[pair].No, StringComparison.OrdinalIgnoreCase))
                return (0, pair);
        }
        return null;
    }

    /// <summary>1 or 0 for a word or one of the numbers 1 and 0; null for anything else.</summary>
    public static double? Read(string cell) =>
        Find(cell)?.Value
        ?? (
            cell == "1" ? 1
            : cell == "0" ? 0
            : null
        );
}
