namespace Dbgsom.Cli;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>The known word nearest to one that is not known, the first of equally near ones; null where none is near.</summary>
    /// <param name="word">The word.</param>
    /// <param name="known">The words there are.</param>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        // A third of the letters may be wrong.
        int most = Math.Max(1, word.TrimStart('-').Length / 3);
        return known
            .Select(one => (Word: one, Distance: Distance(word, one)))
            .Where(one => one.Distance <= most)
            .OrderBy(one => one.Distance)
            .Select(one => one.Word)
            .FirstOrDefault();
    }

    /// <summary>How many letters have to be put in, left out, replaced or swapped with the next one (Damerau 1964; restricted).</summary>
    public static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        for (int j = 1; j <= b.Length; j++)
        {
            int replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
        }
        return cost[a.Length, b.Length];
    }
}
