using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <content>The numbers of the neurons that win training samples, where those below them count too.</content>
public sealed partial class SomMap
{
#pragma warning disable RS0026, RS0027 // A span and a token cannot be mistaken for each other.
    /// <summary>
    /// Returns the label of each sample's winner, see <see cref="Neuron.Label"/>: from 0 to <see cref="LabelCount"/> − 1. In a
    /// hierarchy trained with <see cref="VerticalRule.MeanError"/> the winner is that of the lowest map; the labels of a child map
    /// replace the label of its neuron. A dead neuron next to a neuron with a child map has the first of the child's labels.
    /// </summary>
    /// <remarks>
    /// Labels differ from indices into <see cref="Neurons"/> if neurons are dead; for indices use <see cref="Predict(DataMatrix,
    /// CancellationToken)"/>.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public int[] PredictLabel(DataMatrix data, CancellationToken cancellationToken = default) =>
        ClustersDescend
            ? LabelsOfLowestMaps(data, cancellationToken)
            : Array.ConvertAll(FindWinners(data, cancellationToken), match => Neurons[match.Neuron].Label);

    /// <summary>
    /// Writes the label of each sample's winner to a span, as <see cref="PredictLabel(DataMatrix, CancellationToken)"/> returns them.
    /// </summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">The destination; its length must equal <see cref="DataMatrix.RowCount"/>.</param>
    /// <param name="cancellationToken">Cancels the operation; the span then keeps its content.</param>
    /// <exception cref="ArgumentException">The span has the wrong length, or the features differ from those of the map.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public void PredictLabel(DataMatrix data, Span<int> labels, CancellationToken cancellationToken = default)
    {
        RefuseLength(data, labels.Length, nameof(labels));
        if (ClustersDescend)
        {
            LabelsOfLowestMaps(data, cancellationToken).CopyTo(labels);
            return;
        }
        var matches = FindWinners(data, cancellationToken);
        for (int row = 0; row < labels.Length; row++)
            labels[row] = Neurons[matches[row].Neuron].Label;
    }
#pragma warning restore RS0026, RS0027

    /// <summary>Returns the label of one sample's winner, see <see cref="PredictLabel(DataMatrix, CancellationToken)"/>.</summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{double})"/>
    public int PredictLabel(ReadOnlySpan<double> sample)
    {
        int winner = FindBestMatch(sample).Neuron;
        if (!ClustersDescend)
            return Neurons[winner].Label;
        int label = FirstLabel(winner);
        for (var map = this; map.Children.TryGetValue(winner, out map) && map.Knows(sample); label += map.FirstLabel(winner))
            winner = map.FindBestMatch(sample).Neuron;
        return label;
    }
}
