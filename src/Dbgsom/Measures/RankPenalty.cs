namespace Dbgsom.Measures;

/// <summary>How far the k nearest rows of a row in one space are beyond its k nearest in another: Σ max(0, r − k).</summary>
internal sealed class RankPenalty(RowSpace chosenIn, RowSpace rankedIn, int k)
{
    private readonly double[] near = new double[chosenIn.PaddedCount];
    private readonly double[] far = new double[rankedIn.PaddedCount];
    private readonly double[] sorted = new double[chosenIn.Count];

    public double Of(int row)
    {
        var (closest, count) = Nearest(row);
        rankedIn.Distances(row, far);
        Sort(far, row);
        double sum = 0;
        for (int other = 0; other < sorted.Length; other++)
        {
            if (other == row || near[other] > closest)
                continue;
            // Of those at the distance of the k-th, each is among the k nearest in the same share of the orders.
            double share = near[other] < closest ? 1 : (double)(k - count.Below) / count.Equal;
            sum += share * Beyond(Places(far[other]));
        }
        return sum;
    }

    /// <summary>The distance of the k-th nearest row, and how many rows are below and at it.</summary>
    private (double Distance, (int Below, int Equal) Count) Nearest(int row)
    {
        chosenIn.Distances(row, near);
        Sort(near, row);
        double distance = sorted[k - 1];
        var (first, last) = Places(distance);
        return (distance, (first - 1, last - first + 1));
    }

    /// <summary>The distances to the other rows in order; that to itself is last, beyond all.</summary>
    private void Sort(double[] distances, int row)
    {
        distances.AsSpan(0, sorted.Length).CopyTo(sorted);
        sorted[row] = double.PositiveInfinity;
        sorted.AsSpan().Sort();
    }

    /// <summary>The first and the last rank, from 1, that a distance among those sorted can have.</summary>
    private (int First, int Last) Places(double distance) =>
        (Bound(distance, orEqual: false) + 1, Bound(distance, orEqual: true));

    /// <summary>How many of the distances sorted are below one, or at most it.</summary>
    private int Bound(double distance, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < distance || (orEqual && sorted[middle] == distance))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The mean of max(0, r − k) over the ranks r from first to last.</summary>
    private double Beyond((int First, int Last) places)
    {
        if (places.Last <= k)
            return 0;
        double least = Math.Max(places.First - k, 1);
        double greatest = places.Last - k;
        // A sum of consecutive whole numbers, exact in double.
        return (least + greatest) * (greatest - least + 1) / 2 / (places.Last - places.First + 1);
    }
}
