using Dbgsom.Rows;

namespace Dbgsom.Report.Tests;

/// <summary>The embedded sample and a map of it.</summary>
internal static class SampleMap
{
    public static DataMatrix Samples { get; } = SampleData.Shapes();

    public static SomMap Map { get; } = new SomVq(new SomOptions { TargetNeurons = 30 }).Fit(Samples);

    public static string[] Labels { get; } =
    [.. SampleData.ShapeLabels().Select(label => label.ToString(System.Globalization.CultureInfo.InvariantCulture))];
}
