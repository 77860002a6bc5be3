using Dbgsom.Clustering;

namespace Dbgsom.Tests.Clustering;

/// <summary>Neurons to be clustered, made by hand.</summary>
internal static class Graphs
{
    /// <summary>Neurons on a line, each the neighbor of the next; one sample each unless said otherwise.</summary>
    public static NeuronGraph Chain(double[] places, params double[] mass) =>
        Of([.. places.Select(place => new[] { place })], mass, (a, b) => Math.Abs(a - b) == 1);

    public static NeuronGraph Of(double[][] points, double[] mass, Func<int, int, bool> touch) =>
        new(
            new WeightMatrix([.. points.SelectMany(point => point)], points[0].Length),
            mass.Length == 0 ? [.. points.Select(_ => 1.0)] : mass,
            [.. points.Select((_, a) => Enumerable.Range(0, points.Length).Where(b => b != a && touch(a, b)).ToArray())]
        );

    /// <summary>Whether two groupings are the same but for the names of the groups.</summary>
    public static bool Same(IReadOnlyList<int> a, IReadOnlyList<int> b) =>
        a.Zip(b).Distinct().Count() == a.Distinct().Count() && a.Distinct().Count() == b.Distinct().Count();
}
