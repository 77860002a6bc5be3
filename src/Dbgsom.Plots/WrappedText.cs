using Dbgsom.Naming;

namespace Dbgsom.Plots;

/// <summary>A name on one or two lines of a width.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="FontSize">In pixels.</param>
internal sealed record WrappedText(IReadOnlyList<string> Lines, float FontSize)
{
    private const float SmallestFont = 8;
    private const string BreakAfter = "_ -./";

    public string Text => string.Join('\n', Lines);

    /// <summary>
    /// The name on one line, otherwise broken after '_', a space, '-', '.' or '/', otherwise that in smaller letters, otherwise broken
    /// anywhere. Of what is longer still the middle is left out: names often differ at their ends only.
    /// </summary>
    /// <param name="text">The name; line breaks become spaces.</param>
    /// <param name="fontSize">The size wanted, in pixels.</param>
    /// <param name="width">In pixels.</param>
    public static WrappedText Fit(string text, float fontSize, float width)
    {
        string line = text.ReplaceLineEndings(" ");
        for (float size = fontSize; size >= Math.Min(SmallestFont, fontSize); size--)
        {
            if (Ellipsis.WidthOf(line, size) <= width)
                return new([line], size);
            if (Broken(line, size, width) is { } lines)
                return new(lines, size);
        }
        float smallest = Math.Min(SmallestFont, fontSize);
        string first = line[..Fitting(line.Length, length => line[..length], smallest, width)];
        string rest = line[first.Length..];
        if (Ellipsis.WidthOf(rest, smallest) <= width)
            return new([first, rest], smallest);
        int end = Fitting(rest.Length, length => "…" + rest[^length..], smallest, width);
        return new([first, "…" + rest[^end..]], smallest);
    }

    /// <summary>Both lines as short as they can be, or null where one is too wide.</summary>
    private static string[]? Broken(string line, float size, float width)
    {
        var best = Enumerable
            .Range(1, Math.Max(0, Math.Min(line.Length, 200) - 1))
            .Where(at => BreakAfter.Contains(line[at - 1], StringComparison.Ordinal))
            .Select(at => (First: line[..at].TrimEnd(' '), Second: line[at..]))
            .Select(pair => (pair.First, pair.Second, Width: Widest(pair.First, pair.Second, size)))
            .OrderBy(split => split.Width)
            .FirstOrDefault();
        return best.First is not null && best.Width <= width ? [best.First, best.Second] : null;
    }

    private static float Widest(string a, string b, float size) => Math.Max(Ellipsis.WidthOf(a, size), Ellipsis.WidthOf(b, size));

    /// <summary>The greatest length, from 1, of which the text fits; no half of a surrogate pair alone.</summary>
    private static int Fitting(int most, Func<int, string> text, float size, float width)
    {
        var (fits, tooLong) = (1, most);
        while (tooLong - fits > 1)
        {
            int middle = (fits + tooLong) / 2;
            if (Ellipsis.WidthOf(text(middle), size) <= width)
                fits = middle;
            else
                tooLong = middle;
        }
        string cut = text(fits);
        return
            fits > 1
            && (char.IsHighSurrogate(cut[^1]) || cut.Any(char.IsLowSurrogate) && char.IsLowSurrogate(cut.TrimStart('…')[0]))
            ? fits - 1
            : fits;
    }
}
