namespace Dbgsom.Groups;

/// <summary>The difference in frequency between a group and all other groups in one part of the map.</summary>
/// <param name="Group">The index of the group in <see cref="MapGroups.Names"/>.</param>
/// <param name="Part">The cluster or neuron.</param>
/// <param name="Mass">Samples of the group in this part, counted by their weights.</param>
/// <param name="Share">
/// The share of the group that is in this part, from 0 to 1. With units, the mean of the shares of the group's units, otherwise the
/// share of its samples.
/// </param>
/// <param name="OthersShare">The share of all other groups together; NaN without other groups.</param>
/// <param name="Lift">
/// The share of the group divided by the share of all groups together: 1 for an average frequency, 2 for twice that. NaN for a part
/// without samples.
/// </param>
/// <param name="EffectSize">
/// Cohen's h = 2·asin√Share − 2·asin√OthersShare, from −π to π: about ±0.2 is called small, ±0.5 medium, ±0.8 large (Cohen 1988,
/// <i>Statistical Power Analysis</i>, ch. 6).
/// </param>
/// <param name="PValue">
/// The share of permuted labels that differ at least as much, (1 + number)/(1 + permutations); NaN if nothing was tested: without
/// permutations, without other groups, or in a part without samples.
/// </param>
/// <param name="AdjustedPValue">
/// The p-value adjusted by Benjamini &amp; Hochberg (1995) over all groups and parts that were tested together: of those of at most
/// 0.05, one in twenty is expected to be a false discovery.
/// </param>
public readonly record struct GroupDifference(
    int Group,
    int Part,
    double Mass,
    double Share,
    double OthersShare,
    double Lift,
    double EffectSize,
    double PValue,
    double AdjustedPValue
)
{
    /// <summary><see cref="Share"/> − <see cref="OthersShare"/>, from −1 to 1.</summary>
    public double Difference => Share - OthersShare;
}
