using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>Samples divided into a part for training and a part for testing, see <see cref="DataMatrix.Split"/>. Immutable.</summary>
/// <remarks><c>var (training, test) = data.Split(0.8, seed: 1);</c> takes the two parts at once. Parts of large mapped samples lie in scratch files: dispose both parts then.</remarks>
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

    /// <summary>Samples for training, in the order of the data.</summary>
    public DataMatrix Training { get; }

    /// <summary>Samples for testing, in the order of the data.</summary>
    public DataMatrix Test { get; }

    /// <summary>The rows of the data that are for training, from 0, ascending.</summary>
    public ReadOnlySpan<int> TrainingRows => trainingRows;

    /// <summary>The rows of the data that are for testing, from 0, ascending.</summary>
    public ReadOnlySpan<int> TestRows => testRows;

    /// <summary>Divides labels, or other values of the rows, as the samples are divided.</summary>
    /// <typeparam name="T">Type of the values.</typeparam>
    /// <param name="values">One value for each row of the data.</param>
    /// <exception cref="ArgumentException">The number of values is not the number of rows of the data.</exception>
    public (T[] Training, T[] Test) Apply<T>(IReadOnlyList<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == trainingRows.Length + testRows.Length
            ? (Array.ConvertAll(trainingRows, row => values[row]), Array.ConvertAll(testRows, row => values[row]))
            : throw new ArgumentException(
                $"{values.Count} values were given for {trainingRows.Length + testRows.Length} rows",
                nameof(values)
            );
    }

    /// <summary>Takes the two parts at once.</summary>
    /// <param name="training">Samples for training.</param>
    /// <param name="test">Samples for testing.</param>
    public void Deconstruct(out DataMatrix training, out DataMatrix test) => (training, test) = (Training, Test);

    /// <summary>Returns the sizes of the parts, as in "DataSplit: 80 rows for training, 20 for testing".</summary>
    public override string ToString() =>
        Text.Of($"DataSplit: {trainingRows.Length} rows for training, {testRows.Length} for testing");
}
