using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Search;

/// <summary>
/// The neurons w beside a neuron c, seen from an anchor a amid c's rows: how far the winner c is ahead of each at a, and how that changed since
/// the epoch before. In single precision, and rounded so that every statement stays true, errors of the scan included.
/// </summary>
/// <remarks>
/// Let f(x) = ‖x − w‖² − ‖x − c‖², which is linear in x. For a row at distance r from a, f(x) is at least f(a) − 2r‖w − c‖; and at least what it
/// was an epoch before, plus the change of f(a), minus 2r‖Δw − Δc‖.
/// </remarks>
internal sealed class NearNeurons
{
    /// <summary>Neurons looked at one by one; more are searched faster all together. A cache line of floats.</summary>
    public const int Most = Rivals.MostAtOnce;

    private const int Parts = 4;

    // Covers the rounding of the few operations of a scan in single precision.
    private const double Slack = 1e-6;

    // From a number in single precision to the next, relative to it, at most.
    private const double SingleStep = 1.0 / (1 << 23);

    private readonly AlignedArray<float> values;

    // As wide as what they are listed by, all places at once.
    private readonly int[] indices;

    /// <param name="count">Number of neurons c.</param>
    public NearNeurons(int count)
    {
        values = new AlignedArray<float>(count * Parts * Most);
        indices = new int[count * Most];
    }

    /// <summary>Makes a place beside a neuron empty: what is there is never in question.</summary>
    public void SetNone(int neuron, int place) => values.Span[(neuron * Parts * Most) + place] = float.MaxValue;

    /// <summary>Puts a neuron w beside c.</summary>
    /// <param name="neuron">c.</param>
    /// <param name="place">0 to <see cref="Most"/> − 1.</param>
    /// <param name="index">w.</param>
    /// <param name="lead">f(a), at least.</param>
    /// <param name="apart">‖w − c‖, at most.</param>
    /// <param name="change">By how much f(a) grew since the epoch before, at least; −∞ for a neuron that is new.</param>
    /// <param name="turn">‖Δw − Δc‖, at most.</param>
    public void Set(int neuron, int place, int index, double lead, double apart, double change, double turn)
    {
        var all = values.Span.Slice((neuron * Parts * Most) + place);
        all[0] = Down(lead - (Slack * Math.Abs(lead)));
        all[Most] = Up(2 * apart * (1 + (2 * Slack)));
        all[2 * Most] = Down(Math.Min(change, SampleState.Greatest) - (Slack * Math.Abs(change)));
        all[3 * Most] = Up(2 * turn * (1 + (2 * Slack)));
        indices[(neuron * Most) + place] = index;
    }

    /// <summary>Lists neurons beside c. How many there are cannot be foreseen: <see cref="Most"/> places of the lists may be written.</summary>
    /// <param name="neuron">c.</param>
    /// <param name="places">A bit for each.</param>
    /// <param name="row">The row of the list.</param>
    /// <param name="rows">Where it goes what they are listed with.</param>
    /// <param name="neurons">Where they go.</param>
    /// <returns>Their number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int List(int neuron, uint places, int row, Span<int> rows, Span<int> neurons)
    {
        ref int first = ref indices[neuron * Most];
        int count = BitOperations.PopCount(places);
        if (Avx512F.IsSupported)
        {
            var bits = Vector512.Create(
                1,
                2,
                4,
                8,
                1 << 4,
                1 << 5,
                1 << 6,
                1 << 7,
                1 << 8,
                1 << 9,
                1 << 10,
                1 << 11,
                1 << 12,
                1 << 13,
                1 << 14,
                1 << 15
            );
            var listed = Vector512.Equals(Vector512.Create((int)places) & bits, bits);
            Vector512.Create(row).CopyTo(rows);
            Avx512F.Compress(Vector512<int>.Zero, listed, Vector512.LoadUnsafe(ref first)).CopyTo(neurons);
            return count;
        }
        // A few are written always.
        int at = 0;
        for (; at < Most / 4; at++, places &= places - 1)
            (rows[at], neurons[at]) = (row, Unsafe.Add(ref first, BitOperations.TrailingZeroCount(places) & (Most - 1)));
        for (; places != 0; at++, places &= places - 1)
            (rows[at], neurons[at]) = (row, Unsafe.Add(ref first, BitOperations.TrailingZeroCount(places)));
        return count;
    }

    /// <summary>Which neurons beside c may be nearer to a row than c: a bit for each place.</summary>
    /// <param name="neuron">c.</param>
    /// <param name="radius">How far the row is from the anchor, at most.</param>
    /// <param name="leadBefore">By how much c was ahead the epoch before, at least.</param>
    /// <param name="limit">The limit for being ahead.</param>
    /// <param name="lead">By how much c is ahead of all others beside it, at least.</param>
    public uint Scan(int neuron, double radius, double leadBefore, double limit, out double lead)
    {
        uint rivals = LeadScan.Run(
            ref Unsafe.Add(ref values.First, neuron * Parts * Most),
            (float)(radius * (1 + Slack)),
            (float)(leadBefore * (1 - Slack)),
            (float)(limit * (1 + Slack)),
            out float least
        );
        lead = least;
        return rivals;
    }

    /// <summary>A number in single precision that is not above, and if there are any not two such numbers away: rounding is off by half a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Down(double value)
    {
        value = Math.Min(value, float.MaxValue);
        return (float)(value - (Math.Abs(value) * SingleStep) - float.Epsilon);
    }

    /// <summary>Rounds up to a float that is not less.</summary>
    private static float Up(double value) => -Down(-value);
}
