using System.Diagnostics;
using System.Text.Json.Nodes;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Measures;

/// <summary>Quality measures of a map on samples, computed by a single search. Immutable.</summary>
/// <remarks>Each value equals, bit for bit, that of the method of <see cref="SomMap"/> with the same name.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class MapMeasures
{
    private readonly MeasureSums sums;
    private readonly Lazy<TopographicFunction> function;

    internal MapMeasures(
        SomMap map,
        MeasureSums sums,
        double explainedVariance,
        double distortion,
        CancellationToken cancellationToken
    )
    {
        this.sums = sums;
        ExplainedVariance = explainedVariance;
        Distortion = distortion;
        Hits = Array.AsReadOnly([.. Enumerable.Range(0, sums.Hits.Length).Select(sums.Mass)]);
        QuantizationError = QuantizationErrors.Of(sums);
        TopographicError = TopographicError.Of(sums, map.Lattice);
        MeanTiedRank = MeanTiedRanks.Of(sums, map.Lattice, cancellationToken);
        CombinedError = CombinedErrors.Of(sums, map.Lattice, map.Weights, map.EffectiveOptions.Metric, cancellationToken);
        function = new(() => TopographicFunction.Of(sums, map.Lattice, map.HopDistances));
    }

    /// <summary>The number of samples that each neuron wins, see <see cref="SomMap.Hits"/>.</summary>
    public IReadOnlyList<double> Hits { get; }

    /// <summary>The mean distance of the samples to their winners, see <see cref="SomMap.QuantizationError"/>.</summary>
    public double QuantizationError { get; }

    /// <summary>The share of samples whose two nearest neurons are not neighbors, see <see cref="SomMap.TopographicError"/>.</summary>
    public TopographicError TopographicError { get; }

    /// <summary>The mean rank of the second-nearest neuron by distance on the grid from the winner, see <see cref="SomMap.MeanTiedRank"/>.</summary>
    public double MeanTiedRank { get; }

    /// <summary>The combined error, see <see cref="SomMap.CombinedError"/>.</summary>
    public double CombinedError { get; }

    /// <summary>
    /// The share of the samples' variance that the winners explain, NaN if all samples are equal; see
    /// <see cref="SomMap.ExplainedVariance"/>.
    /// </summary>
    public double ExplainedVariance { get; }

    /// <summary>The distortion at the width of the last training epoch, see <see cref="SomMap.Distortion"/>.</summary>
    public double Distortion { get; }

    /// <summary>The topographic function, computed on first use; see <see cref="SomMap.TopographicFunction"/>.</summary>
    public TopographicFunction TopographicFunction => function.Value;

    /// <summary>Returns the two best-known errors, as in "MapMeasures: quantization error 0.31, topographic error 0.02".</summary>
    public override string ToString() =>
        Text.Of($"MapMeasures: quantization error {QuantizationError}, topographic error {TopographicError.EightNeighbor}");

    /// <summary>The sums, for a program that has the same map.</summary>
    internal byte[] ToBytes() =>
        ArchiveWriter.ToBytes(archive =>
        {
            var pairs = new JsonObject();
            sums.Write(archive.Below(Folder), pairs);
            archive.Json(
                Entry,
                new JsonObject
                {
                    ["format"] = SetupEntries.Format(Kind),
                    ["pairs"] = pairs,
                    ["explained_variance"] = double.IsNaN(ExplainedVariance) ? null : ExplainedVariance,
                    ["distortion"] = Distortion,
                }
            );
        });

    /// <summary>Measures from such sums.</summary>
    /// <param name="map">The map that was measured.</param>
    /// <param name="bytes">The sums.</param>
    /// <param name="name">The name used in messages.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">These are no measures of this map, or damaged.</exception>
    internal static MapMeasures Read(SomMap map, byte[] bytes, string name, CancellationToken cancellationToken)
    {
        using var archive = new ArchiveReader(bytes, name);
        return archive.Read(() =>
        {
            var json = archive.Json(Entry);
            SetupEntries.CheckFormat(archive, json, Kind);
            var sums = MeasureSums.Read(archive.Below(Folder), json.Object("pairs"));
            if (sums.Hits.Length != map.Neurons.Count)
                throw archive.Bad($"these are measures of a map of {sums.Hits.Length} neurons, not of {map.Neurons.Count}");
            double explained = json.Has("explained_variance") ? json.Number("explained_variance") : double.NaN;
            return new MapMeasures(map, sums, explained, json.Number("distortion"), cancellationToken);
        });
    }

    private const string Kind = "dbgsom-measures";
    private const string Entry = "measures.json";
    private const string Folder = "pairs/";
}
