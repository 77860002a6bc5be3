namespace Dbgsom.Ensembles;

/// <summary>
/// The votes of maps on the cluster of each row. Clusters of a map are called as those of the maps before that hold the same rows, by the assignment of greatest overlap
/// (Dimitriadou, Weingessel &amp; Hornik 2002, doi 10.1142/S0218001402002052). It takes room for a vote a row and cluster, however many maps vote.
/// </summary>
/// <param name="rows">The number of rows.</param>
/// <param name="clusters">The number of clusters.</param>
internal sealed class ClusterBallot(int rows, int clusters)
{
    private readonly int[] votes = new int[checked(rows * clusters)];

    /// <summary>How many maps have voted.</summary>
    public int Maps { get; private set; }

    /// <summary>Takes the clusters of a map.</summary>
    /// <param name="labels">The cluster of each row, in any numbering from 0.</param>
    public void Add(int[] labels)
    {
        var overlaps = new double[clusters * clusters];
        for (int row = 0; row < labels.Length; row++)
        for (int c = 0; c < clusters; c++)
            overlaps[(labels[row] * clusters) + c] += votes[(row * clusters) + c];
        int[] names = Assignment.Best(overlaps, clusters);
        for (int row = 0; row < labels.Length; row++)
            votes[(row * clusters) + names[labels[row]]]++;
        Maps++;
    }

    /// <summary>For each row the cluster with most votes, the first of several, and its share of the votes.</summary>
    public (int[] Labels, double[] Shares) Count()
    {
        var (labels, shares) = (new int[rows], new double[rows]);
        for (int row = 0; row < rows; row++)
        {
            var own = votes.AsSpan(row * clusters, clusters);
            for (int c = 1; c < clusters; c++)
                if (own[c] > own[labels[row]])
                    labels[row] = c;
            shares[row] = own[labels[row]] / (double)Maps;
        }
        return (labels, shares);
    }
}
