namespace Dbgsom.Report;

/// <summary>Which samples a page holds: all, or an evenly spaced part and the oddest.</summary>
internal static class SampleChoice
{
    private const int MostValues = 500_000;

    // Components of fewer rows than this would be those of the rows drawn rather than those of the data.
    private const int MostCompared = 1000;
    private const int FewestCompared = 300;
    private const int MostComparedValues = 20_000_000;

    // The oddest samples are what a person looks for: they are held whatever else is.
    private const int Oddest = 50;

    /// <summary>Indices of the rows, ascending.</summary>
    /// <param name="rows">Number of samples.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="most">The most that may be chosen.</param>
    /// <param name="scores">How odd each is.</param>
    public static int[] Of(int rows, int columns, int most, IReadOnlyList<double> scores)
    {
        int count = Math.Min(most, Math.Max(1, MostValues / columns));
        if (rows <= count)
            return [.. Enumerable.Range(0, rows)];
        var odd = Enumerable.Range(0, rows).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(Math.Min(Oddest, count / 2));
        var chosen = new SortedSet<int>(odd);
        int even = count - chosen.Count;
        for (int i = 0; i < even; i++)
            chosen.Add((int)((long)i * rows / even));
        return [.. chosen];
    }

    /// <summary>The rows whose principal components are found: those held, unless they are too few because they are wide.</summary>
    /// <param name="rows">Number of samples.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="held">The rows the page holds.</param>
    public static int[] ForComponents(int rows, int columns, int[] held)
    {
        int count = Math.Min(rows, Math.Clamp(MostComparedValues / columns, FewestCompared, MostCompared));
        if (held.Length >= count || columns <= MostValues / MostCompared)
            return held;
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows / count))];
    }
}
