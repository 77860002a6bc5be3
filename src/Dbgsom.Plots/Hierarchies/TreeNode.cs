namespace Dbgsom.Plots.Hierarchies;

/// <summary>A map as a node of the tree of maps.</summary>
/// <param name="Map">The map.</param>
/// <param name="Parent">Index of the node above it; −1 for the first map.</param>
/// <param name="Level">0 for the first map.</param>
/// <param name="Name">The neurons that lead to it: "3/7".</param>
internal sealed record TreeNode(SomMap Map, int Parent, int Level, string Name)
{
    private const int MostSteps = 6;

    /// <summary>A map and all below it, level by level.</summary>
    public static IReadOnlyList<TreeNode> AllOf(SomMap root)
    {
        var nodes = new List<TreeNode>();
        var parentOf = new Dictionary<SomMap, int>(ReferenceEqualityComparer.Instance);
        foreach (var (path, map) in root.AllMaps())
        {
            foreach (var child in map.Children.Values)
                parentOf[child] = nodes.Count;
            nodes.Add(new(map, parentOf.GetValueOrDefault(map, -1), path.Count, NameOf(path)));
        }
        return nodes;
    }

    /// <summary>Training rows, of which those of weight 0 are not counted; of a map without any, its neurons.</summary>
    public long Rows { get; } = Map.HasTrainingSamples ? Map.Neurons.Sum(neuron => neuron.HitCount) : Map.Neurons.Count;

    /// <summary>How large the map is and how good.</summary>
    public string Facts { get; } =
        Map.HasTrainingSamples
            ? $"{Plural(Map.Neurons.Sum(neuron => neuron.HitCount), "sample")} · {Plural(Map.Neurons.Count, "neuron")} · QE {Keys.Short(Map.Training.QuantizationError)}"
            : Plural(Map.Neurons.Count, "neuron");

    /// <summary>Of a long path the last steps.</summary>
    private static string NameOf(IReadOnlyList<int> path) =>
        path.Count == 0 ? "first map"
        : path.Count <= MostSteps ? string.Join('/', path)
        : "…/" + string.Join('/', path.TakeLast(MostSteps - 1));

    private static string Plural(long count, string noun) => $"{Units.Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
