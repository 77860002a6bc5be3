using System.Collections;
using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Search;

/// <summary>
/// The nearest neurons of samples, see <see cref="SomMap.FindBestMatches"/>: for each row the same number of matches, nearest first, lowest
/// index on ties. Immutable. Enumerating it gives all matches, row after row.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class BestMatches : IEnumerable<BestMatch>
{
    internal BestMatches(BestMatch[] values, int matchesPerRow) => (Values, MatchesPerRow) = (values, matchesPerRow);

    /// <summary>Number of samples.</summary>
    public int RowCount => Values.Length / MatchesPerRow;

    /// <summary>Number of matches of each sample.</summary>
    public int MatchesPerRow { get; }

    /// <summary>All matches, row after row.</summary>
    public ReadOnlySpan<BestMatch> All => Values;

    internal BestMatch[] Values { get; }

    /// <summary>The matches of one sample, nearest first.</summary>
    /// <param name="row">0 … <see cref="RowCount"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<BestMatch> this[int row] =>
        (uint)row < (uint)RowCount
            ? Values.AsSpan(row * MatchesPerRow, MatchesPerRow)
            : throw new ArgumentOutOfRangeException(nameof(row), row, $"valid are 0 to {RowCount - 1}");

    /// <summary>One match of one sample.</summary>
    /// <param name="row">0 … <see cref="RowCount"/> − 1.</param>
    /// <param name="rank">0 for the nearest neuron, 1 for the second-nearest, … to <see cref="MatchesPerRow"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or rank does not exist.</exception>
    public BestMatch this[int row, int rank] =>
        (uint)rank < (uint)MatchesPerRow
            ? this[row][rank]
            : throw new ArgumentOutOfRangeException(nameof(rank), rank, $"valid are 0 to {MatchesPerRow - 1}");

    /// <summary>Enumerates all matches, row after row.</summary>
    public IEnumerator<BestMatch> GetEnumerator() => ((IEnumerable<BestMatch>)Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the size, as in "BestMatches: 150 rows of 2".</summary>
    public override string ToString() => Text.Of($"BestMatches: {RowCount} rows of {MatchesPerRow}");
}
