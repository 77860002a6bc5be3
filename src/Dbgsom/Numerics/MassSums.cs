using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Numerics;

/// <summary>How many rows there are, and the sums of their weights: weights of 1, nearly all, are counted, the others summed on a grid.</summary>
internal sealed class MassSums(int count, SumGrid grid)
{
    private readonly long[] ones = new long[count];
    private readonly long[] others = new long[count];
    private readonly ReproducibleSums rest = new(count, grid);

    /// <summary>The sum of the weights, whatever their order; rounded once where a count is a multiple of the grid's unit, which it is unless weights exceed 10^9.</summary>
    public double this[int index] => rest.Plus(index, ones[index]);

    /// <summary>Number of rows.</summary>
    public long Count(int index) => ones[index] + others[index];

    /// <param name="index">A valid index: it is not checked.</param>
    /// <param name="mass">How often the row counts.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index, double mass)
    {
        if (mass == 1)
        {
            Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(ones), index)++;
            return;
        }
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(others), index)++;
        rest.Add(index, mass);
    }

    /// <summary>Adds rows of weight 1.</summary>
    /// <param name="indices">A valid index a row: it is not checked.</param>
    public void AddOnes(ReadOnlySpan<int> indices)
    {
        ref long first = ref MemoryMarshal.GetArrayDataReference(ones);
        foreach (int index in indices)
            Unsafe.Add(ref first, index)++;
    }

    /// <summary>Adds some rows of weight 1 to one sum.</summary>
    public void AddOnes(int index, int rows) => ones[index] += rows;

    /// <summary>How many rows of weight 1 there are.</summary>
    public ReadOnlySpan<long> Ones => ones;

    /// <summary>How many others.</summary>
    public ReadOnlySpan<long> Others => others;

    /// <summary>The sums of their weights.</summary>
    public ReproducibleSums Rest => rest;

    /// <summary>Takes the counts of other sums; those of <see cref="Rest"/> are taken there.</summary>
    public void Take(ReadOnlySpan<long> newOnes, ReadOnlySpan<long> newOthers)
    {
        newOnes.CopyTo(ones);
        newOthers.CopyTo(others);
    }

    /// <summary>Takes the sums at some places of others, one after the other.</summary>
    public void Gather(MassSums from, IReadOnlyList<int> places)
    {
        for (int i = 0; i < places.Count; i++)
        {
            (ones[i], others[i]) = (from.ones[places[i]], from.others[places[i]]);
            rest.Copy(from.rest, places[i], i);
        }
    }

    /// <summary>Takes sums, one after the other, to some places.</summary>
    public void Scatter(MassSums from, IReadOnlyList<int> places)
    {
        for (int i = 0; i < places.Count; i++)
        {
            (ones[places[i]], others[places[i]]) = (from.ones[i], from.others[i]);
            rest.Copy(from.rest, i, places[i]);
        }
    }

    public void Merge(MassSums other)
    {
        for (int i = 0; i < ones.Length; i++)
        {
            ones[i] += other.ones[i];
            others[i] += other.others[i];
        }
        rest.Merge(other.rest);
    }
}
