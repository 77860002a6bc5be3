using System.Collections.Immutable;
using Dbgsom.Space;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Dbgsom.ML;

/// <summary>The space that ML.NET compares in: how samples get there, and where the neurons are.</summary>
/// <param name="Scaling">(x − offset) · scale for each feature, in double precision.</param>
/// <param name="Prototypes">The weights in that space, one row per neuron.</param>
internal sealed record StockSpace(ITransformer Scaling, float[][] Prototypes)
{
    // Rows of zeros are equally far from all directions, and the library gives them to neuron 0: it is that much shorter.
    private const float FirstOfEqual = 1 - (1 / 262144f);

    // Divided by 2^600, what values a constant feature has is lost beside the offset.
    private static readonly double NoMatter = Math.ScaleB(1, 600);

    /// <summary>
    /// Euclidean: centered amid the neurons, because k-means of ML.NET computes ‖x‖² − 2·x·w + ‖w‖² in single precision, which loses digits far from the
    /// origin. Cosine: directions are seen from where the scaler of the map puts them.
    /// </summary>
    public static StockSpace Of(MLContext context, SomMap map, string column)
    {
        if (map.Options.FeatureTransforms is { } transforms)
            throw new InvalidOperationException(
                $"the transformers of ML.NET do not support transforms of features; the map has some ({transforms})"
            );
        int width = map.FeatureCount;
        var weights = map.WeightsInDataUnits;
        bool isCosine = map.EffectiveOptions.Metric.ScalesToLengthOne;
        var edges = new Edge[]
        {
            new() { Row = new double[width] },
            new() { Row = new double[width] },
        };
        for (int f = 0; f < width; f++)
        {
            double offset = isCosine
                ? map.Scaler?.Offset[f] ?? 0
                : Enumerable.Range(0, weights.NeuronCount).Sum(neuron => weights[neuron, f] / weights.NeuronCount);
            edges[0].Row[f] = offset;
            edges[1].Row[f] = offset + (map.Scaler?.Divisor[f] ?? 1);
        }
        foreach (var (f, value) in map.ConstantFeatures)
        {
            double seen = isCosine ? (value - (map.Scaler?.Offset[f] ?? 0)) / (map.Scaler?.Divisor[f] ?? 1) : 0;
            edges[0].Row[f] = -seen * NoMatter;
            edges[1].Row[f] = (1 - seen) * NoMatter;
        }
        var schema = SchemaDefinition.Create(typeof(Edge));
        var row = schema[nameof(Edge.Row)];
        row.ColumnName = column;
        row.ColumnType = new VectorDataViewType(NumberDataViewType.Double, width);
        // Fitted on the least and greatest value, it maps the first to 0 and the second to 1.
        var scaling = context
            .Transforms.NormalizeMinMax(column, fixZero: false)
            .Fit(context.Data.LoadFromEnumerable(edges, schema));
        var (offsets, scales) = Read(scaling, width);
        return new StockSpace(scaling, [.. Enumerable.Range(0, weights.NeuronCount).Select(Prototype)]);

        float[] Prototype(int neuron)
        {
            var prototype = new float[width];
            for (int f = 0; f < width; f++)
                prototype[f] = isCosine
                    ? (float)map.Weights[neuron, f] * (neuron == 0 ? FirstOfEqual : 1)
                    : (float)((weights[neuron, f] - offsets[f]) * scales[f]);
            return prototype;
        }
    }

    private static (double[] Offsets, double[] Scales) Read(NormalizingTransformer scaling, int width)
    {
        var fitted = (NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<double>>)
            scaling.GetNormalizerModelParameters(0);
        // ML.NET leaves out offsets that are all 0.
        return (fitted.Offset.IsDefaultOrEmpty ? new double[width] : [.. fitted.Offset], [.. fitted.Scale]);
    }

    private sealed class Edge
    {
        public double[] Row { get; set; } = [];
    }
}
