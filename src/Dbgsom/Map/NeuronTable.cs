using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Map;

/// <summary>A table of the neurons of a map: named numeric columns, one row per neuron.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class NeuronTable
{
    private NeuronTable(IReadOnlyList<(string Name, IReadOnlyList<double> Values)> columns) => Columns = columns;

    /// <summary>
    /// The columns with their values: index, x and y on the grid, layout_x and layout_y where the neuron is drawn (<see
    /// cref="Dbgsom.Grid.MapGrid.Point"/>), label, hits, error, …, then weight_NAME for each feature and passive_NAME for each passive
    /// feature, in the user's units.
    /// </summary>
    public IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Columns { get; }

    /// <summary>Returns the size, as in "NeuronTable: 92 neurons, 14 columns".</summary>
    public override string ToString() =>
        $"NeuronTable: {Text.Of(Columns[0].Values.Count, "neuron")}, {Text.Of(Columns.Count, "column")}";

    internal static NeuronTable Of(SomMap map)
    {
        (string, IReadOnlyList<double>) Column(string name, Func<Neuron, double> value) => (name, [.. map.Neurons.Select(value)]);
        var weights = map.WeightsInDataUnits;
        List<(string, IReadOnlyList<double>)> columns =
        [
            Column("neuron", neuron => neuron.Index),
            Column("x", neuron => neuron.Position.X),
            Column("y", neuron => neuron.Position.Y),
            Column("layout_x", neuron => map.Grid.Point(neuron.Position).X),
            Column("layout_y", neuron => map.Grid.Point(neuron.Position).Y),
            Column("label", neuron => neuron.Label),
            Column("hit_count", neuron => neuron.HitCount),
            Column("hit_mass", neuron => neuron.HitMass),
            Column("error", neuron => neuron.Error),
            Column("density", neuron => neuron.Density),
            Column("average_distance", neuron => neuron.AverageDistance),
            Column("epoch_created", neuron => neuron.EpochCreated),
        ];
        for (int feature = 0; feature < map.FeatureCount; feature++)
        {
            int f = feature;
            columns.Add(Column($"weight_{map.FeatureNames?[f] ?? Text.Of($"{f}")}", neuron => weights[neuron.Index, f]));
        }
        foreach (var passive in map.PassiveFeatures)
            columns.Add(Column($"passive_{passive.Name}", neuron => passive.Values[neuron.Index]));
        return new NeuronTable(columns);
    }
}
