using System.Text.Json.Nodes;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Distributed;

/// <summary>The rows that one neuron of a map wins: those of the map below it.</summary>
/// <param name="Above">The rows that map was trained on; null for all.</param>
/// <param name="Space">How that map saw them.</param>
/// <param name="Weights">The weights of that map, row-major.</param>
/// <param name="Neuron">The neuron.</param>
/// <param name="FirstRows">For each engine that has any of these rows, by its first row among all: its first row among these.</param>
internal sealed record RowChoice(
    RowChoice? Above,
    FeatureSpace Space,
    double[] Weights,
    int Neuron,
    IReadOnlyDictionary<long, long> FirstRows
)
{
    /// <summary>The features one of which must be known of a row for it to be among these; null where any will do.</summary>
    public int[]? Needed { get; init; }

    /// <summary>The choices from all rows to these.</summary>
    public IReadOnlyList<RowChoice> Path => Above is null ? [this] : [.. Above.Path, this];

    public void Write(ArchiveWriter archive, JsonObject json, int columns)
    {
        Space.Write(archive, json);
        json["neuron"] = Neuron;
        if (Needed is not null)
            json["needed"] = SetupEntries.Indices(Needed);
        json["engines"] = FirstRows.Count;
        archive.Matrix("weights.npy", Weights, Space.Width(columns));
        archive.Vector<long>("engines.npy", [.. FirstRows.Keys.Order()]);
        archive.Vector<long>("first_rows.npy", [.. FirstRows.OrderBy(pair => pair.Key).Select(pair => pair.Value)]);
    }

    public static RowChoice Read(RowChoice? above, ArchiveReader archive, JsonFields json, int columns)
    {
        int engines = json.Integer("engines");
        var view = FeatureSpace.Read(archive, json, columns);
        if (view.Metric is null)
            throw json.Bad("metric", "is missing");
        var (weights, neurons, _) = archive.Matrix("weights.npy", null, view.Width(columns));
        int neuron = json.Integer("neuron");
        if (!PassNeeds.IsMap(neurons) || neuron < 0 || neuron >= neurons)
            throw json.Bad("neuron", $"is {neuron} in a map of {neurons} neurons");
        return new RowChoice(
            above,
            view,
            weights,
            neuron,
            archive
                .Counts("engines.npy", engines)
                .Zip(archive.Counts("first_rows.npy", engines))
                .ToDictionary(pair => pair.First, pair => pair.Second)
        )
        {
            Needed = json.Has("needed") ? [.. SetupEntries.ReadIndices(json, "needed", view.Width(columns))] : null,
        };
    }

    /// <summary>True if these are the same rows, bit for bit.</summary>
    public bool SameAs(RowChoice? other) =>
        other is not null
        && Neuron == other.Neuron
        && (Needed is null) == (other.Needed is null)
        && Needed.AsSpan().SequenceEqual(other.Needed)
        && Space.SameAs(other.Space)
        && Weights.AsSpan().SequenceEqual(other.Weights)
        && (Above is null ? other.Above is null : Above.SameAs(other.Above));
}
