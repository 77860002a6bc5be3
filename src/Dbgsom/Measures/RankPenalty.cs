using Dbgsom.Search.Kernels;

namespace Dbgsom.Measures;

/// <summary>How far the k nearest rows of a row in one space are beyond its k nearest in another: Σ max(0, r − k).</summary>
internal sealed class RankPenalty(RowSpace chosenIn, RowSpace rankedIn, int k)
{
    // Up to here the nearest are found by looking at all once, beyond by sorting.
    private const int FewNeighbors = 32;

    private readonly double[] near = new double[RowTask.RowsAtOnce * chosenIn.PaddedCount];
    private readonly double[] far = new double[RowTask.RowsAtOnce * rankedIn.PaddedCount];
    private readonly double[] sorted = new double[chosenIn.Count];
    private readonly BestMatch[] nearest = new BestMatch[k];

    /// <summary>Of some rows, one after the other.</summary>
    public void Of(int first, Span<double> penalties)
    {
        chosenIn.Distances(first, penalties.Length, near);
        rankedIn.Distances(first, penalties.Length, far);
        for (int i = 0; i < penalties.Length; i++)
            penalties[i] = Of(
                first + i,
                near.AsSpan(i * chosenIn.PaddedCount, chosenIn.Count),
                far.AsSpan(i * rankedIn.PaddedCount, rankedIn.Count)
            );
    }

    private double Of(int row, Span<double> near, Span<double> far)
    {
        // A row is not a neighbor of itself: it is beyond all.
        near[row] = far[row] = double.PositiveInfinity;
        double closest = KthNearest(near);
        int below = 0;
        int equal = 0;
        foreach (double distance in near)
        {
            below += distance < closest ? 1 : 0;
            equal += distance == closest ? 1 : 0;
        }
        far.CopyTo(sorted);
        sorted.AsSpan().Sort();
        double sum = 0;
        for (int other = 0; other < near.Length; other++)
        {
            if (near[other] > closest)
                continue;
            // Of those at the distance of the k-th, each is among the k nearest in the same share of the orders.
            double share = near[other] < closest ? 1 : (double)(k - below) / equal;
            sum += share * Beyond(Bound(far[other], orEqual: false) + 1, Bound(far[other], orEqual: true));
        }
        return sum;
    }

    /// <summary>The distance of the k-th nearest row.</summary>
    private double KthNearest(ReadOnlySpan<double> distances)
    {
        if (k <= FewNeighbors)
        {
            NearestNeurons.Find(distances, nearest);
            return nearest[^1].Distance;
        }
        distances.CopyTo(sorted);
        sorted.AsSpan().Sort();
        return sorted[k - 1];
    }

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

    /// <summary>The mean of max(0, r − k) over the ranks r, from 1, between the first and the last that a distance can have.</summary>
    private double Beyond(int first, int last)
    {
        if (last <= k)
            return 0;
        double least = Math.Max(first - k, 1);
        double greatest = last - k;
        // A sum of consecutive whole numbers, exact in double.
        return (least + greatest) * (greatest - least + 1) / 2 / (last - first + 1);
    }
}
