using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>
/// Counts, for the rows of each neuron and for all rows, the digits of |distance − center| at one place of their bits, of those that begin with
/// the digits found before: the bits of numbers from 0 up are ordered as the numbers are. Groups are the neurons, and behind them all rows.
/// </summary>
/// <param name="found">Winners and distances.</param>
/// <param name="centers">The center of each group.</param>
/// <param name="prefixes">The digits found before, of each group.</param>
/// <param name="shift">How many bits follow the digit.</param>
/// <param name="grid">The grid of masses.</param>
internal sealed partial class DigitPass(KeptDistances found, double[] centers, ulong[] prefixes, int shift, SumGrid grid)
    : DataPass<DigitSums>
{
    /// <summary>Bits of a digit.</summary>
    public const int Bits = 8;

    /// <summary>The place of the first digit.</summary>
    public const int FirstShift = 64 - Bits;

    public override bool NeedsValues => false;

    public override long CostPerRow => 20;

    public override DigitSums NewSums() => new(centers.Length, grid);

    public override void Process(in RowBlock block, DigitSums sums)
    {
        var here = (WinnerDistances)found;
        var winners = here.Winners.Slice(block.Start, block.Count);
        var distances = here.Distances.Slice(block.Start, block.Count);
        for (int i = 0; i < block.Count; i++)
        {
            Count(winners[i], distances[i], block.Mass(i), sums);
            Count(centers.Length - 1, distances[i], block.Mass(i), sums);
        }
    }

    private void Count(int group, double distance, double mass, DigitSums sums)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(Math.Abs(distance - centers[group]));
        if (mass > 0 && (shift == FirstShift || bits >> (shift + Bits) == prefixes[group]))
            sums.Add(group, (int)((bits >> shift) & ((1 << Bits) - 1)), mass);
    }
}

/// <summary>The masses of the digits in each group.</summary>
internal sealed partial class DigitSums(int groups, SumGrid grid) : IPassSums<DigitSums>
{
    private const int Digits = 1 << DigitPass.Bits;

    private readonly MassSums mass = new(groups * Digits, grid);

    public void Add(int group, int digit, double rowMass) => mass.Add((group * Digits) + digit, rowMass);

    /// <summary>The mass of each digit in a group.</summary>
    public double[] Of(int group) => [.. Enumerable.Range(group * Digits, Digits).Select(place => mass[place])];

    public void Merge(DigitSums other) => mass.Merge(other.mass);
}
