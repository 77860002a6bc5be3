using System.Collections;
using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Search;

/// <summary>
/// The nearest neurons of samples, see <see cref="SomMap.FindBestMatches"/>: the same number of matches for each row, nearest first,
/// lowest index on ties. Immutable. Enumeration gives all matches, row by row.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class BestMatches : IEnumerable<BestMatch>
{
    internal BestMatches(BestMatch[] values, int matchesPerRow) => (Values, MatchesPerRow) = (values, matchesPerRow);

    /// <summary>Number of samples.</summary>
    public int RowCount => Values.Length / MatchesPerRow;

    /// <summary>The number of matches per sample.</summary>
    public int MatchesPerRow { get; }

    /// <summary>All matches, row by row.</summary>
    public ReadOnlySpan<BestMatch> All => Values;

    internal BestMatch[] Values { get; }

    /// <summary>The matches of one sample, nearest first.</summary>
    /// <param name="row">The row, from 0 to <see cref="RowCount"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<BestMatch> this[int row] =>
        (uint)row < (uint)RowCount
            ? Values.AsSpan(row * MatchesPerRow, MatchesPerRow)
            : throw new ArgumentOutOfRangeException(nameof(row), row, $"valid is 0 to {RowCount - 1}");

    /// <summary>One match of one sample.</summary>
    /// <param name="row">The row, from 0 to <see cref="RowCount"/> − 1.</param>
    /// <param name="rank">0 for the nearest neuron, 1 for the second-nearest, … to <see cref="MatchesPerRow"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or rank does not exist.</exception>
    public BestMatch this[int row, int rank] =>
        (uint)rank < (uint)MatchesPerRow
            ? this[row][rank]
            : throw new ArgumentOutOfRangeException(nameof(rank), rank, $"valid is 0 to {MatchesPerRow - 1}");

    /// <summary>Enumerates all matches, row by row.</summary>
    public IEnumerator<BestMatch> GetEnumerator() => ((IEnumerable<BestMatch>)Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the size, as in "BestMatches: 150 rows of 2".</summary>
    public override string ToString() => Text.Of($"BestMatches: {RowCount} rows of {MatchesPerRow}");
}
