namespace Dbgsom.Ensembles;

/// <summary>The adjusted Rand index (Hubert &amp; Arabie 1985) of two groupings, counted in whole numbers: that of <see cref="Measures.LabelAgreement"/> without its other measures.</summary>
internal static class PairAgreement
{
    public static double Rand(int[] first, int[] second)
    {
        int columns = second.Max() + 1;
        var cells = new long[(first.Max() + 1) * columns];
        var (a, b) = (new long[first.Max() + 1], new long[columns]);
        for (int row = 0; row < first.Length; row++)
        {
            cells[(first[row] * columns) + second[row]]++;
            a[first[row]]++;
            b[second[row]]++;
        }
        var (both, ofFirst, ofSecond) = (Pairs(cells), Pairs(a), Pairs(b));
        double chance = ofFirst * ofSecond / (first.Length * (first.Length - 1.0) / 2);
        double greatest = (ofFirst + ofSecond) / 2;
        return greatest == chance ? 1 : (both - chance) / (greatest - chance);
    }

    private static double Pairs(long[] groups) => groups.Sum(size => size * (size - 1) / 2);
}
