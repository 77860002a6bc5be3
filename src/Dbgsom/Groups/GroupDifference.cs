namespace Dbgsom.Groups;

/// <summary>How much more, or less, often a group is in one part of the map than all other groups together.</summary>
/// <param name="Group">The group, a place in <see cref="MapGroups.Names"/>.</param>
/// <param name="Part">The cluster or neuron.</param>
/// <param name="Mass">Samples of the group in this part, counted by their weights.</param>
/// <param name="Share">
/// The share of the group that is in this part, 0 to 1. With units it is the mean of the shares of the group's units, otherwise that of its samples.
/// </param>
/// <param name="OthersShare">The same of all other groups together; NaN where there are none.</param>
/// <param name="Lift">
/// The share of the group over that of all groups together: 1 where the part is as frequent in the group as everywhere, 2 where it is twice as frequent.
/// NaN for a part without samples.
/// </param>
/// <param name="EffectSize">
/// Cohen's h = 2·asin√Share − 2·asin√OthersShare, from −π to π: about ±0.2 is called small, ±0.5 medium, ±0.8 large (Cohen 1988, <i>Statistical Power
/// Analysis</i>, ch. 6).
/// </param>
/// <param name="PValue">
/// How often shuffled labels differ at least as much, (1 + number)/(1 + permutations); NaN where nothing was tested: without permutations, without
/// other groups, or in a part that no sample is in.
/// </param>
/// <param name="AdjustedPValue">
/// The p-value after Benjamini &amp; Hochberg (1995) over all groups and parts that were tested together: among those of at most 0.05, one in twenty is
/// expected to be none.
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
