namespace Dbgsom.Numerics;

/// <summary>The median of values at hand, by partial sorting (Hoare 1961, <i>Algorithm 65: Find</i>).</summary>
internal static class Selection
{
    private const int FewEnoughToSort = 32;

    /// <summary>The median, of an even number the mean of the two in the middle; 0 of none. The values change their places.</summary>
    /// <param name="values">Values of which none is NaN.</param>
    public static double Median(Span<double> values)
    {
        if (values.IsEmpty)
            return 0;
        int middle = (values.Length - 1) / 2;
        Select(values, middle);
        double lower = values[middle];
        if (values.Length % 2 == 1)
            return lower;
        double upper = double.PositiveInfinity;
        foreach (double value in values[(middle + 1)..])
            upper = Math.Min(upper, value);
        return lower + ((upper - lower) / 2);
    }

    /// <summary>Puts the value of a rank in its place: none before it is greater, none behind it is less.</summary>
    private static void Select(Span<double> values, int rank)
    {
        // Values in an order made to defeat it are sorted after so many rounds.
        int rounds = 4 * (1 + System.Numerics.BitOperations.Log2((uint)values.Length));
        for (; values.Length > FewEnoughToSort && rounds > 0; rounds--)
        {
            double pivot = MedianOfThree(values[0], values[values.Length / 2], values[^1]);
            int low = 0;
            int high = values.Length - 1;
            while (low <= high)
            {
                while (values[low] < pivot)
                    low++;
                while (values[high] > pivot)
                    high--;
                if (low > high)
                    break;
                (values[low], values[high]) = (values[high], values[low]);
                low++;
                high--;
            }
            // Between the two parts all equal the pivot.
            if (rank <= high)
                values = values[..(high + 1)];
            else if (rank >= low)
            {
                values = values[low..];
                rank -= low;
            }
            else
                return;
        }
        values.Sort();
    }

    private static double MedianOfThree(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
