using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom;

/// <content>Parts of the samples, and the samples as an array.</content>
public sealed partial class DataMatrix
{
    /// <summary>Returns the given rows, in that order, with their weights and the feature names, in their original precision.</summary>
    /// <remarks>
    /// Rows are copied. Many rows of memory-mapped samples are copied to a scratch file, which is deleted when the result is disposed;
    /// see <see cref="MapNpy"/>.
    /// </remarks>
    /// <param name="rows">At least one row, each from 0 to <see cref="RowCount"/> − 1. A row may be repeated.</param>
    /// <exception cref="ArgumentException">No row is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public DataMatrix SelectRows(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            throw new ArgumentException("no row is given; at least one is needed", nameof(rows));
        int wrong = rows.IndexOfAnyExceptInRange(0, RowCount - 1);
        return wrong < 0
            ? SelectRows(rows, null)
            : throw new ArgumentOutOfRangeException(nameof(rows), rows[wrong], $"valid is 0 to {RowCount - 1}");
    }

    /// <summary>Returns the columns with the given names, in that order, in the precision they have, with the weights of the rows.</summary>
    /// <inheritdoc cref="SelectColumns(ReadOnlySpan{int})" path="/remarks"/>
    /// <param name="names">At least one name, all different.</param>
    /// <exception cref="ArgumentException">
    /// No name is given, a name is repeated or is not a name of a column, or the columns have no names.
    /// </exception>
    public DataMatrix SelectColumns(params ReadOnlySpan<string> names)
    {
        if (FeatureNames is null)
            throw new ArgumentException("the columns have no names; select them by index", nameof(names));
        string[] known = [.. FeatureNames];
        var columns = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            columns[i] = Array.IndexOf(known, names[i]);
            if (columns[i] < 0)
                throw new ArgumentException($"unknown column '{names[i]}'", nameof(names));
            if (names[..i].Contains(names[i]))
                throw new ArgumentException($"the column '{names[i]}' is repeated", nameof(names));
        }
        return columns.Length > 0
            ? SelectColumns(columns)
            : throw new ArgumentException("no column is given; at least one is needed", nameof(names));
    }

    /// <summary>Divides the rows at random into training and test samples. The same seed gives the same parts.</summary>
    /// <remarks>
    /// The training rows are the first of NumPy's <c>RandomState(seed).permutation(RowCount)</c>; both parts keep the order of the
    /// rows, their weights and the feature names. Weights do not influence the division. Rows are copied as by
    /// <see cref="SelectRows(ReadOnlySpan{int})"/>.
    /// </remarks>
    /// <param name="share">
    /// The share of the training rows, between 0 and 1, both excluded. It is rounded to whole rows, and each part gets at least one.
    /// </param>
    /// <param name="seed">The seed of the division.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1, both excluded.</exception>
    /// <exception cref="InvalidOperationException">The data has only one row.</exception>
    public DataSplit Split(double share, uint seed)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "valid is a number between 0 and 1, both excluded");
        if (RowCount == 1)
            throw new InvalidOperationException("the data has only one row; two parts need at least two");
        int count = Math.Clamp((int)Math.Round(share * RowCount, MidpointRounding.AwayFromZero), 1, RowCount - 1);
        int[] order = Array.ConvertAll(NumPyRandom.Permutation(seed, RowCount), row => (int)row);
        Array.Sort(order, 0, count);
        Array.Sort(order, count, RowCount - count);
        return new DataSplit(this, order[..count], order[count..]);
    }

    /// <summary>Copies the samples to a two-dimensional array: one row per sample, one column per feature.</summary>
    /// <exception cref="InvalidOperationException">The samples have more values than an array can hold.</exception>
    public double[,] ToArray()
    {
        if ((long)RowCount * ColumnCount > Array.MaxLength)
            throw new InvalidOperationException(
                $"{RowCount} rows of {ColumnCount} columns are more values than one array in memory holds"
            );
        var result = new double[RowCount, ColumnCount];
        var target = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref First(result), result.Length);
        int rows = Math.Max(1, (1 << 15) / ColumnCount);
        var buffer = new double[Math.Min(rows, RowCount) * ColumnCount];
        using var held = Storage.Hold();
        for (int start = 0; start < RowCount; start += rows)
            Storage.Read(start, Math.Min(rows, RowCount - start), buffer).CopyTo(target[(start * ColumnCount)..]);
        Storage.CheckUnchanged();
        return result;
    }
}
