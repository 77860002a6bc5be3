using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>Samples divided into training and test samples, see <see cref="DataMatrix.Split"/>. Immutable.</summary>
/// <remarks>
/// <c>var (training, test) = data.Split(0.8, seed: 1);</c> deconstructs the parts. Parts of large memory-mapped samples are stored in
/// scratch files: dispose both parts.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class DataSplit
{
    private readonly int[] trainingRows;
    private readonly int[] testRows;

    internal DataSplit(DataMatrix data, int[] trainingRows, int[] testRows)
    {
        (this.trainingRows, this.testRows) = (trainingRows, testRows);
        Training = data.SelectRows(trainingRows);
        try
        {
            Test = data.SelectRows(testRows);
        }
        catch
        {
            Training.Dispose();
            throw;
        }
    }

    /// <summary>The training samples, in the order of the data.</summary>
    public DataMatrix Training { get; }

    /// <summary>The test samples, in the order of the data.</summary>
    public DataMatrix Test { get; }

    /// <summary>The indices of the training rows, from 0, ascending.</summary>
    public ReadOnlySpan<int> TrainingRows => trainingRows;

    /// <summary>The indices of the test rows, from 0, ascending.</summary>
    public ReadOnlySpan<int> TestRows => testRows;

    /// <summary>Divides labels, or other values of the rows, like the samples.</summary>
    /// <typeparam name="T">Type of the values.</typeparam>
    /// <param name="values">One value for each row of the data.</param>
    /// <exception cref="ArgumentException">The number of values differs from the number of rows of the data.</exception>
    public (T[] Training, T[] Test) Apply<T>(IReadOnlyList<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == trainingRows.Length + testRows.Length
            ? (Array.ConvertAll(trainingRows, row => values[row]), Array.ConvertAll(testRows, row => values[row]))
            : throw new ArgumentException(
                $"{values.Count} values are given for {trainingRows.Length + testRows.Length} rows",
                nameof(values)
            );
    }

    /// <summary>Deconstructs the split into its two parts.</summary>
    /// <param name="training">The training samples.</param>
    /// <param name="test">The test samples.</param>
    public void Deconstruct(out DataMatrix training, out DataMatrix test) => (training, test) = (Training, Test);

    /// <summary>Returns the sizes of the parts, as in "DataSplit: 80 rows for training, 20 for testing".</summary>
    public override string ToString() =>
        Text.Of($"DataSplit: {trainingRows.Length} rows for training, {testRows.Length} for testing");
}
