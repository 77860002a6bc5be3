using Dbgsom.Measures;

namespace Dbgsom.Cluster.Tests;

/// <summary>All numbers of measures, by their bits.</summary>
internal static class MeasuredNumbers
{
    public static long[] Of(MapMeasures measures) =>
        [
            .. new[]
            {
                measures.QuantizationError,
                measures.TopographicError.EightNeighbor,
                measures.TopographicError.FourNeighbor,
                measures.CombinedError,
                measures.ExplainedVariance,
            }
                .Concat(measures.Hits)
                .Concat(measures.TopographicFunction.Values)
                .Select(BitConverter.DoubleToInt64Bits),
        ];
}
