using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Plots.Tests;

/// <summary>Maps that the tests draw, each trained once.</summary>
internal static class Maps
{
    public static DataMatrix ShapesData { get; } = SampleData.Shapes();

    /// <summary>Five features without names in two groups, one of them constant.</summary>
    public static DataMatrix WideData { get; } = Rows(300, i => [i % 2 * 8, Wave(i), Wave(i + 7) * 3, 4, (i % 2) + Wave(i * 3)]);

    public static DataMatrix OneFeatureData { get; } =
        Rows(200, i => [Wave(i)]).WithFeatureNames([new string('n', 300) + " <&>"]);

    public static DataMatrix ConstantData { get; } = Rows(60, _ => [5, 5, 5]);

    private static readonly Lazy<SomMap> LazyShapes = new(() => new SomVq().Fit(ShapesData));
    private static readonly Lazy<SomMap> LazyFour = new(() => new SomVq(new SomOptions { MaxNeurons = 4 }).Fit(ShapesData));
    private static readonly Lazy<SomMap> LazyWide = new(() => new SomVq(new SomOptions { TargetNeurons = 30 }).Fit(WideData));
    private static readonly Lazy<SomMap> LazyOneFeature = new(() => new SomVq().Fit(OneFeatureData));
    private static readonly Lazy<SomMap> LazyCosine = new(() =>
        new SomVq(
            new SomOptions
            {
                Metric = Metric.Cosine,
                Scaling = Scaling.None,
                TargetNeurons = 30,
            }
        ).Fit(ShapesData)
    );
    private static readonly Lazy<SomMap> LazyConstant = new(() => new SomVq().Fit(ConstantData));

    private static readonly Lazy<SomMap> LazyHierarchy = new(() => new SomVq(Deep).Fit(ShapesData));
    private static readonly Lazy<SomMap> LazyKinds = new(() => new SomClassifier(Deep).Fit(ShapesData, Kinds(3)).Map);
    private static readonly Lazy<SomMap> LazyManyKinds = new(() =>
        new SomClassifier(new SomOptions { TargetNeurons = 240 }).Fit(ShapesData, Kinds(20)).Map
    );

    /// <summary>Maps of five neurons and fewer on four levels.</summary>
    public static SomMap Hierarchy => LazyHierarchy.Value;

    /// <summary>The same with three classes: "a kind", "b kind", "c kind".</summary>
    public static SomMap Classified => LazyKinds.Value;

    /// <summary>One map with twenty classes and neurons that win nothing.</summary>
    public static SomMap ManyClasses => LazyManyKinds.Value;

    /// <summary>About 240 neurons, some of them dead, with negative places.</summary>
    public static SomMap Shapes => LazyShapes.Value;

    public static SomMap Four => LazyFour.Value;

    public static SomMap Wide => LazyWide.Value;

    public static SomMap OneFeature => LazyOneFeature.Value;

    public static SomMap Constant => LazyConstant.Value;

    /// <summary>Directions, of samples as given.</summary>
    public static SomMap Cosine => LazyCosine.Value;

    public static IEnumerable<(SomMap Map, DataMatrix Data)> All =>
        [
            (Shapes, ShapesData),
            (Four, ShapesData),
            (Wide, WideData),
            (OneFeature, OneFeatureData),
            (Constant, ConstantData),
            (Cosine, ShapesData),
            (Hierarchy, ShapesData),
            (ManyClasses, ShapesData),
        ];

    private static SomOptions Deep =>
        new()
        {
            MaxNeurons = 5,
            VerticalGrowth = true,
            Tau2 = 0.05,
            MinSamplesVerticalGrowth = 30,
            MaxDepth = 3,
        };

    /// <summary>Kinds are bands of the first feature, of different widths.</summary>
    private static string[] Kinds(int count) =>
        [
            .. Enumerable
                .Range(0, ShapesData.RowCount)
                .Select(row => Math.Abs(ShapesData[row, 0]) * 7 % 1)
                .Select(band => $"{(char)('a' + (int)(count * band * band))} kind"),
        ];

    private static DataMatrix Rows(int count, Func<int, double[]> row) =>
        DataMatrix.From([.. Enumerable.Range(0, count).Select(row)]);

    private static double Wave(int i) => (i * 0.6180339887 % 1) - 0.5;
}
