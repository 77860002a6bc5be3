using Dbgsom.Numerics;

namespace Dbgsom.Rows;

/// <summary>A part of the rows that stands for all of them.</summary>
internal static class RowSample
{
    /// <summary>
    /// Draws rows by weight: one from each of <paramref name="count"/> equal parts of the mass, in the order of the rows. So a
    /// sorted file is covered evenly, a periodic one is not hit in step, and every row drawn counts once.
    /// </summary>
    /// <param name="data">The rows; their weights sum to more than 0.</param>
    /// <param name="count">How many rows to draw.</param>
    /// <param name="seed">Seed of the places within the parts.</param>
    public static DataMatrix Draw(DataMatrix data, int count, uint seed) =>
        DataMatrix.From(Read(data, Choose(data, count, seed)), data.ColumnCount);

    /// <summary>The rows that <see cref="Draw"/> draws, ascending; a row of great weight several times.</summary>
    /// <inheritdoc cref="Draw"/>
    public static int[] Choose(DataMatrix data, int count, uint seed) =>
        Array.ConvertAll(Choose(data.RowCount, data.SampleWeights, count, seed), row => (int)row);

    /// <summary>The rows that <see cref="Draw"/> draws of rows that lie elsewhere.</summary>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="weights">How often each counts; empty for once.</param>
    /// <param name="count">How many rows to draw.</param>
    /// <param name="seed">Seed of the places within the parts.</param>
    public static long[] Choose(long rowCount, ReadOnlySpan<double> weights, int count, uint seed)
    {
        var random = new NumPyRandom(seed);
        double mass = weights.IsEmpty ? rowCount : Ordered.Sum(weights);
        var rows = new long[count];
        long at = -1;
        double passed = 0;
        for (int i = 0; i < count; i++)
        {
            double place = (i + (random.NextUpTo(uint.MaxValue) / 4294967296.0)) / count * mass;
            // Rows that count once have passed one by one: that is known without going through them.
            if (weights.IsEmpty)
                at = Math.Min((long)place, rowCount - 1);
            else
                while (at < 0 || (passed <= place && at < rowCount - 1))
                    passed += weights[(int)++at];
            rows[i] = at;
        }
        return rows;
    }

    /// <summary>The values of some rows, row-major.</summary>
    /// <exception cref="IOException">The file that is mapped was changed meanwhile.</exception>
    public static double[] Read(DataMatrix data, ReadOnlySpan<int> rows)
    {
        var values = new double[(long)rows.Length * data.ColumnCount];
        using var held = data.Storage.Hold();
        for (int i = 0; i < rows.Length; i++)
            data.CopyRow(rows[i], values.AsSpan(i * data.ColumnCount, data.ColumnCount));
        data.Storage.CheckUnchanged();
        return values;
    }
}
