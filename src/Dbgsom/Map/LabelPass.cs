using Dbgsom.Classification;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Map;

/// <summary>The verdict on the label of every row, by the labels that neurons won. Rows write to places of their own.</summary>
/// <param name="assigner">The neurons.</param>
/// <param name="blend">Which of them have a say of a row.</param>
/// <param name="votes">How many samples of each label each neuron won.</param>
/// <param name="labels">The label of each row; −1 for none.</param>
/// <param name="neurons">The neuron of each row.</param>
/// <param name="verdicts">Room for a verdict a row.</param>
internal sealed class LabelPass(
    Assigner assigner,
    NeuronBlend blend,
    LabelVotes votes,
    int[] labels,
    int[] neurons,
    LabelVerdict[] verdicts
) : DataPass<NoSums>
{
    // How many samples the neurons around count for beside those of the neuron itself.
    private const double Surrounding = 30;

    public override long CostPerRow => assigner.CostPerRow + (20L * blend.Live.Length);

    public override NoSums NewSums() => new();

    public override void Process(in RowBlock block, NoSums sums)
    {
        var distances = new double[assigner.PaddedCount];
        var near = new int[blend.Live.Length];
        var shares = new double[near.Length];
        var around = new double[votes.Names.Length];
        for (int i = 0; i < block.Count; i++)
        {
            int row = block.Start + i;
            assigner.Distances(block, i, distances);
            int own = neurons[row];
            int count = blend.Find(distances, distances[own], near, shares);
            verdicts[row] = Judge(labels[row], block.Mass(i), own, near.AsSpan(0, count), shares, around);
        }
    }

    /// <summary>
    /// p(l) = (n_l + c·q_l) / (n + c): n_l of the n other samples of the neuron have the label l, and q_l is its share among the samples of all neurons near the row,
    /// each neuron counting by its nearness, and one sample more that has the labels of all: the posterior mean of a Dirichlet prior with the mean q and the weight of c
    /// samples. So a single sample nearby condemns no label.
    /// </summary>
    private LabelVerdict Judge(
        int label,
        double mass,
        int own,
        ReadOnlySpan<int> near,
        ReadOnlySpan<double> shares,
        Span<double> around
    )
    {
        around.Clear();
        double left = label < 0 ? 0 : mass;
        double heard = 0;
        for (int i = 0; i < near.Length; i++)
            foreach (var (voted, votesOfLabel) in votes.Of(near[i]))
            {
                double counted = near[i] == own && voted == label ? Math.Max(0, votesOfLabel - left) : votesOfLabel;
                around[voted] += shares[i] * counted;
                heard += shares[i] * counted;
            }
        double others = 0;
        double alike = 0;
        foreach (var (voted, votesOfLabel) in votes.Of(own))
        {
            double counted = voted == label ? Math.Max(0, votesOfLabel - left) : votesOfLabel;
            others += counted;
            if (voted == label)
                alike = counted;
        }
        if (heard <= 0)
            return new LabelVerdict(
                double.NaN,
                double.NaN,
                null,
                double.NaN,
                label < 0 ? LabelSuggestion.None : LabelSuggestion.Analyze
            );
        for (int l = 0; l < around.Length; l++)
            around[l] = Surrounding * (around[l] + votes.ShareOfAll(l, label, left)) / (heard + 1);
        foreach (var (voted, votesOfLabel) in votes.Of(own))
            around[voted] += voted == label ? Math.Max(0, votesOfLabel - left) : votesOfLabel;
        int best = 0;
        for (int l = 0; l < around.Length; l++)
        {
            around[l] /= others + Surrounding;
            if (around[l] > around[best])
                best = l;
        }
        return label < 0 || mass == 0
            ? new LabelVerdict(double.NaN, double.NaN, votes.Names[best], around[best], LabelSuggestion.None)
            : new LabelVerdict(
                others > 0 ? alike / others : double.NaN,
                around[label],
                votes.Names[best],
                around[best],
                LabelQuality.Suggest(around[label], around[best])
            );
    }
}
