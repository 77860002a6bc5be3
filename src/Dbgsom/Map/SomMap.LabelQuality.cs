using Dbgsom.Classification;
using Dbgsom.Map;

namespace Dbgsom;

/// <content>Labels that disagree with those around them.</content>
public sealed partial class SomMap
{
    // By measurement on digits with flipped labels, see docs/confidence.md: in quantization errors, how much farther than its own neuron another may be and still vote.
    private const double ReachOfVotes = 0.4;

    /// <summary>Assesses the labels of samples by the labels of nearby samples on the map, to find labels that are probably wrong.</summary>
    /// <remarks>
    /// A label has a prior, its share among the other samples of the neuron, and a posterior, which includes the samples of surrounding
    /// neurons, with nearer ones weighted more. A sample never votes for its own label. The labels may be new to the map. In a
    /// hierarchy the first map is used. The idea is that of <c>som_clean_samples</c> in the R package sits (Santos et al. 2021, doi
    /// 10.1016/j.isprsjprs.2021.04.014); the formula is in docs/confidence.md.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label per sample; null for a sample without one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of labels differs from the number of samples, or no sample with a weight
    /// above 0 has a label.
    /// </exception>
    /// <exception cref="InvalidOperationException">The map has no training samples, see <see cref="HasTrainingSamples"/>.</exception>
    public LabelQuality FindLabelQuality(
        DataMatrix data,
        IReadOnlyList<string?> labels,
        CancellationToken cancellationToken = default
    )
    {
        CheckCount(data, labels);
        if (!HasTrainingSamples)
            throw NeedsSamples("assessments of labels");
        string[] names = [.. labels.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var codes = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        int[] coded = [.. labels.Select(label => label is null ? -1 : codes[label])];
        if (!coded.Index().Any(one => one.Item >= 0 && (data.SampleWeights.IsEmpty || data.SampleWeights[one.Index] > 0)))
            throw new ArgumentException(Measures.LabelAgreement.NothingToMeasure, nameof(labels));
        var blend = new NeuronBlend(this, ReachOfVotes);
        int[] neurons = Array.ConvertAll(FindNearest(data, blend.Live, cancellationToken), match => match.Neuron);
        var votes = new LabelVotes(names, Neurons.Count, coded, neurons, data.SampleWeights);
        var verdicts = new LabelVerdict[coded.Length];
        using var rows = Rows(data);
        rows.Run(new LabelPass(assigner, blend, votes, coded, neurons, verdicts), cancellationToken);
        return new LabelQuality(verdicts);
    }
}
