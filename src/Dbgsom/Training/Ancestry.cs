using Dbgsom.Space;

namespace Dbgsom.Training;

/// <summary>Where a map stands in a hierarchy, and what it takes from the maps above.</summary>
/// <param name="Path">The neurons that lead to it, from the highest map down; empty for that one.</param>
/// <param name="Scaler">How rows are scaled in the whole hierarchy, so that errors compare.</param>
/// <param name="RootMeanDistance">The mean distance of all samples of the highest map to the best single prototype.</param>
/// <param name="RootInitialError">qe0 of all samples of the highest map.</param>
/// <param name="Constant">The features that are constant in the highest map, and so in all below; null where there are none.</param>
/// <param name="Transform">How features are transformed in the whole hierarchy; null for none.</param>
internal sealed record Ancestry(
    IReadOnlyList<int> Path,
    Scaler? Scaler,
    double RootMeanDistance,
    double RootInitialError,
    ConstantFeatures? Constant,
    TransformedColumns? Transform
)
{
    /// <summary>The place of the highest map itself.</summary>
    public static Ancestry OfRoot(RunSetup setup, Metric metric) =>
        new(
            [],
            setup.Scaler,
            metric.ErrorOfOnePrototype(setup.Statistics) / setup.Statistics.Mass,
            setup.Statistics.InitialError,
            setup.Constant,
            setup.Transform
        );

    /// <summary>The place of the map below one neuron.</summary>
    public Ancestry Below(int neuron) => this with { Path = [.. Path, neuron] };

    /// <summary>"3/7".</summary>
    public string PathText => string.Join('/', Path);
}
