namespace Dbgsom;

/// <content>Answers written to memory of the caller.</content>
public sealed partial class SomMap
{
#pragma warning disable RS0026, RS0027 // A span and a token cannot be mistaken for each other.
    /// <summary>
    /// Writes the index of each sample's winner to a span, as <see cref="Predict(DataMatrix, CancellationToken)"/> returns them.
    /// </summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="neurons">The destination; its length must equal <see cref="DataMatrix.RowCount"/>.</param>
    /// <param name="cancellationToken">Cancels the operation; the span then keeps its content.</param>
    /// <exception cref="ArgumentException">The span has the wrong length, or the features differ from those of the map.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public void Predict(DataMatrix data, Span<int> neurons, CancellationToken cancellationToken = default)
    {
        RefuseLength(data, neurons.Length, nameof(neurons));
        var matches = FindWinners(data, cancellationToken);
        for (int row = 0; row < neurons.Length; row++)
            neurons[row] = matches[row].Neuron;
    }
#pragma warning restore RS0026, RS0027

    private static void RefuseLength(DataMatrix data, int length, string parameter)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (length != data.RowCount)
            throw new ArgumentException($"the span has {length} places; the data has {data.RowCount} rows", parameter);
    }
}
