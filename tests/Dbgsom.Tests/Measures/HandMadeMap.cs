using Dbgsom.Space;

namespace Dbgsom.Tests.Measures;

/// <summary>Maps with given weights.</summary>
internal static class HandMadeMap
{
    /// <summary>Samples whose measures are worked out by hand, for <see cref="Square"/>.</summary>
    public static readonly DataMatrix Samples = DataMatrix.From(
        new double[,]
        {
            { 0.25, 0 },
            { 0, 2.5 },
            { 1, 0 },
        }
    );

    /// <summary>
    /// Four neurons, joined as 0-1-3-2-0, where 0 and 3, which are no neighbors, are near each other: the samples are won by 0, 1 and 3.
    /// </summary>
    public static readonly SomMap Square = Of(
        new double[,]
        {
            { 0, 0 },
            { 0, 3 },
            { 0, -4 },
            { 1, 0 },
        },
        SomOptions.Default
    );

    /// <summary>A map of four neurons in a square, whose samples are taken as they are.</summary>
    public static SomMap Of(double[,] weights, SomOptions options)
    {
        int columns = weights.GetLength(1);
        var plain = options with { Scaling = Scaling.None, TargetNeurons = 4, MaxNeurons = 4 };
        var rows = Enumerable.Range(0, 8 * columns).Select(i => 1 + (i * 7 % 5) + (i % 3)).Select(i => (double)i);
        var trained = new SomVq(plain).Fit(DataMatrix.From([.. rows], columns));
        Assert.Equal(4, trained.Neurons.Count);
        return new SomMap(trained.Content with { Weights = new WeightMatrix([.. weights.Cast<double>()], columns) });
    }
}
