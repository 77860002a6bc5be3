using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <content>The numbers of the neurons that win training samples, where those below them count too.</content>
public sealed partial class SomMap
{
#pragma warning disable RS0026, RS0027 // A span and a token cannot be mistaken for each other.
    /// <summary>
    /// For each sample the label of its winner, see <see cref="Neuron.Label"/>: from 0 to <see cref="LabelCount"/> − 1. In a hierarchy
    /// trained with <see cref="VerticalRule.MeanError"/> it is the winner in the lowest map; the labels of a map below a neuron follow one
    /// another in the place of that neuron's. A dead neuron beside a neuron with a map below it has the first of those.
    /// </summary>
    /// <remarks>Labels are no indices into <see cref="Neurons"/> where neurons are dead: those are <see cref="Predict(DataMatrix, CancellationToken)"/>.</remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map.</exception>
    public int[] PredictLabel(DataMatrix data, CancellationToken cancellationToken = default) =>
        ClustersDescend
            ? LabelsOfLowestMaps(data, cancellationToken)
            : Array.ConvertAll(FindWinners(data, cancellationToken), match => Neurons[match.Neuron].Label);

    /// <summary>Writes the label of each sample's winner to a span: what <see cref="PredictLabel(DataMatrix, CancellationToken)"/> returns.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One place for each sample: its length is <see cref="DataMatrix.RowCount"/>.</param>
    /// <param name="cancellationToken">Cancels the operation; the span then keeps its content.</param>
    /// <exception cref="ArgumentException">The span has another length, or the features are not those of the map.</exception>
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

    /// <summary>The label of one sample's winner: what <see cref="PredictLabel(DataMatrix, CancellationToken)"/> gives it.</summary>
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
