using System.Runtime.InteropServices;
using Dbgsom.Numerics;

namespace Dbgsom.Rows;

/// <summary>
/// The rows of a block that lack values, which are NaN where rows are stored. In the values of the block 0 stands there, so that sums and searches
/// over whole rows stay what they are; who takes rows with gaps looks here for what is known of them.
/// </summary>
internal sealed class RowGaps
{
    private readonly List<int> rows = [];
    private readonly List<int> knownEnds = [];
    private readonly List<int> missingEnds = [];
    private readonly List<int> known = [];
    private readonly List<int> missing = [];
    private double[]? shares;
    private double total;

    /// <summary>The number of rows with gaps.</summary>
    public int Count => rows.Count;

    /// <summary>D: how many features take part in distances.</summary>
    public int Comparable { get; private set; }

    /// <summary>The first row of which nothing is known that tells it from others; −1 for none.</summary>
    public int FirstEmpty { get; private set; }

    /// <summary>The message for a row without known values, after its name.</summary>
    public const string NothingKnown =
        " has no value in any feature that varies; remove it, or skip all rows with missing values (--missing drop)";

    /// <summary>The gaps of a block, which becomes a copy without them; null, and nothing is copied, where there are none.</summary>
    /// <param name="values">Row-major values.</param>
    /// <param name="room">Room for the copy.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="shares">How much each feature counts beside others, 0 for one that takes no part in distances; null for 1.</param>
    public static RowGaps? Fill(ref ReadOnlySpan<double> values, BlockScratch room, int columns, double[]? shares)
    {
        if (Widening.AllFinite<double>(values))
            return null;
        var filled = room.Values[..values.Length];
        values.CopyTo(filled);
        values = filled;
        room.Gaps.Find(filled, columns, shares);
        // Infinite values are told of by those who look for them.
        return room.Gaps.Count > 0 ? room.Gaps : null;
    }

    /// <summary>Finds the gaps of a block and fills them with 0.</summary>
    /// <param name="values">Row-major values.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="shares">How much each feature counts beside others, 0 for one that takes no part in distances; null for 1.</param>
    public void Find(Span<double> values, int columns, double[]? shares)
    {
        rows.Clear();
        knownEnds.Clear();
        missingEnds.Clear();
        known.Clear();
        missing.Clear();
        Comparable = shares is null ? columns : shares.Count(share => share > 0);
        (this.shares, total) = (shares, shares is null ? columns : Ordered.Sum(shares));
        FirstEmpty = -1;
        for (int row = 0; row < values.Length / columns; row++)
            FindIn(row, values.Slice(row * columns, columns));
    }

    /// <summary>The place in the block of a row with gaps.</summary>
    /// <param name="gap">0 … <see cref="Count"/> − 1.</param>
    public int Row(int gap) => rows[gap];

    /// <summary>The features that are known of it and take part in distances, ascending.</summary>
    /// <inheritdoc cref="Row"/>
    public ReadOnlySpan<int> Known(int gap) =>
        CollectionsMarshal.AsSpan(known)[(gap == 0 ? 0 : knownEnds[gap - 1])..knownEnds[gap]];

    /// <summary>The features whose values are missing, ascending.</summary>
    /// <inheritdoc cref="Row"/>
    public ReadOnlySpan<int> Missing(int gap) =>
        CollectionsMarshal.AsSpan(missing)[(gap == 0 ? 0 : missingEnds[gap - 1])..missingEnds[gap]];

    /// <summary>
    /// Returns the factor that scales a sum over the known features to all: S / s, S and s the shares of all features and of those that
    /// are known. Without weights of features these are their numbers.
    /// </summary>
    /// <inheritdoc cref="Row"/>
    public double Scale(int gap)
    {
        return total / ShareOf(Known(gap), shares);
    }

    /// <summary>How often rows count where those that lack too much do not.</summary>
    /// <param name="masses">How often they count otherwise; empty for once.</param>
    /// <param name="all">How much each feature counts; null for 1.</param>
    /// <param name="columns">The number of features.</param>
    /// <param name="most">The share of the features that a row may lack.</param>
    /// <param name="room">Room for as many rows as there are in the block.</param>
    public ReadOnlySpan<double> Counted(ReadOnlySpan<double> masses, double[]? all, int columns, double most, Span<double> room)
    {
        double sum = all is null ? columns : Ordered.Sum(all);
        bool changes = false;
        for (int gap = 0; gap < Count; gap++)
        {
            if (ShareOf(Missing(gap), all) <= most * sum)
                continue;
            if (!changes && masses.IsEmpty)
                room.Fill(1);
            else if (!changes)
                masses.CopyTo(room);
            changes = true;
            room[Row(gap)] = 0;
        }
        return changes ? room : masses;
    }

    /// <summary>How much some features count together.</summary>
    private static double ShareOf(ReadOnlySpan<int> features, double[]? all)
    {
        if (all is null)
            return features.Length;
        double sum = 0;
        foreach (int feature in features)
            sum += all[feature];
        return sum;
    }

    /// <summary>True if a row as given lacks more than it may.</summary>
    /// <param name="row">The row; NaN where a value is missing.</param>
    /// <param name="all">How much each feature counts; null for 1.</param>
    /// <param name="most">The share of the features that a row may lack.</param>
    public static bool IsBeyond(ReadOnlySpan<double> row, double[]? all, double most)
    {
        var found = new RowGaps();
        found.Find(row.ToArray(), row.Length, null);
        Span<double> room = [1];
        return found.Counted([], all, row.Length, most, room) is [0];
    }

    /// <summary>True if at least one of some features of a row as given is known.</summary>
    /// <param name="row">The row; NaN where a value is missing.</param>
    /// <param name="features">The features.</param>
    public static bool Knows(ReadOnlySpan<double> row, int[] features)
    {
        foreach (int feature in features)
            if (!double.IsNaN(row[feature]))
                return true;
        return false;
    }

    /// <summary>The place among the rows with gaps of a row of the block; negative for a row without.</summary>
    public int IndexOf(int row) => rows.BinarySearch(row);

    private void FindIn(int row, Span<double> values)
    {
        int before = missing.Count;
        for (int c = 0; c < values.Length; c++)
            if (double.IsNaN(values[c]))
            {
                missing.Add(c);
                values[c] = 0;
            }
        if (missing.Count == before)
            return;
        int start = known.Count;
        int next = before;
        for (int c = 0; c < values.Length; c++)
            if (next < missing.Count && missing[next] == c)
                next++;
            else if (shares is null || shares[c] > 0)
                known.Add(c);
        if (known.Count == start && FirstEmpty < 0)
            FirstEmpty = row;
        rows.Add(row);
        knownEnds.Add(known.Count);
        missingEnds.Add(missing.Count);
    }
}
