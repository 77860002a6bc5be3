using Dbgsom.Grid;
using Dbgsom.Map;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom;

/// <content>Maps made from given weights.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// False for a map made by <see cref="FromWeights"/>, without training samples: its <see cref="Neuron.HitCount"/>,
    /// <see cref="Neuron.Error"/> and <see cref="Neuron.Density"/> are 0, the errors of <see cref="Training"/> are NaN, no neuron is dead,
    /// and the label of every neuron is its index.
    /// </summary>
    public bool HasTrainingSamples => Training.RowCount > 0;

    /// <summary>Makes a map from given weights, such as the codebook of another program, without training and without samples.</summary>
    /// <remarks>
    /// The map predicts samples like any other. For a map with hits, densities and distances of samples, start a run with
    /// <see cref="TrainingRun.StartFrom"/> and finish it before its first epoch.
    /// </remarks>
    /// <param name="weights">
    /// One row per neuron, the grid row by row, and one column per feature; samples must be in the same units. Feature names become
    /// those of the map.
    /// </param>
    /// <param name="grid">Columns and rows.</param>
    /// <param name="topology">The cells of the grid; null for <see cref="MapGrid.Square"/>.</param>
    /// <param name="boundary">The boundary of the grid; null for <see cref="GridBoundary.Planar"/>.</param>
    /// <param name="metric">The distance metric; null for <see cref="Metric.Euclidean"/>.</param>
    /// <exception cref="ArgumentException">
    /// The number of rows differs from the number of grid places, a weight is missing (NaN) or too large, or a torus cannot have the
    /// size.
    /// </exception>
    public static SomMap FromWeights(
        DataMatrix weights,
        GridSize grid,
        MapGrid? topology = null,
        GridBoundary? boundary = null,
        Metric? metric = null
    )
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(grid);
        var options = SomOptions.Default with
        {
            Grid = grid,
            Topology = topology ?? MapGrid.Square,
            Boundary = boundary ?? GridBoundary.Planar,
            Metric = metric ?? Metric.Euclidean,
            Scaling = Scaling.None,
        };
        if (grid.IsAuto)
            throw new ArgumentException("the grid is auto; given weights need a grid of given size, such as 20x30", nameof(grid));
        options.Validate();
        if (weights.RowCount != grid.Count)
            throw new ArgumentException(
                Text.Of($"the weights are {weights.RowCount} rows; a grid of {grid} needs {grid.Count}, one per neuron"),
                nameof(weights)
            );
        if ((long)weights.RowCount * weights.ColumnCount > RunSetup.MostWeights)
            throw new ArgumentException(
                Text.Of(
                    $"the weights are {weights.RowCount} rows of {weights.ColumnCount} features; their product is at most {RunSetup.MostWeights}"
                ),
                nameof(weights)
            );
        var lattice = Lattice.Replay(
            options.Boundary == GridBoundary.Toroidal ? MapGrid.Toroidal(options.Topology, grid) : options.Topology,
            grid.Places()
        );
        int neurons = lattice.Count;
        return new SomMap(
            new MapContent
            {
                Options = options,
                Effective = TrainingPlan.For(options).AsStarted(options, lattice),
                Scaler = null,
                Constant = null,
                FeatureNames = weights.FeatureNames,
                Lattice = lattice,
                Weights = new WeightMatrix(Compared(weights, options.Metric), weights.ColumnCount),
                Error = new double[neurons],
                EpochCreated = new int[neurons],
                HitCount = new long[neurons],
                HitMass = new double[neurons],
                Density = new double[neurons],
                Spread = null,
                Classes = null,
                ClassMass = null,
                CorrectMass = null,
                Children = new Dictionary<int, SomMap>(),
                Training = TrainingSummary.OfNoSamples(MapBuilder.Version),
                Diagnostics = [Diagnostic.OfNoSamples],
            }
        );
    }

    /// <summary>Returns the exception for a map without training samples.</summary>
    internal static InvalidOperationException NeedsSamples(string what) =>
        new($"{what} need training samples, and this map was made from given weights without samples");

    /// <summary>The weights as samples are compared with them.</summary>
    private static double[] Compared(DataMatrix weights, Metric metric)
    {
        using var rows = new LocalEngine(weights, 1);
        rows.View(new FeatureSpace(null, metric));
        var values = new double[(long)weights.RowCount * weights.ColumnCount];
        for (int row = 0; row < weights.RowCount; row++)
        {
            double[] read = rows.ReadRow(row);
            int gap = Array.FindIndex(read, double.IsNaN);
            if (gap >= 0)
                throw new RowException(
                    row,
                    (place, _) =>
                        $"{place}: the weight of {weights.DescribeColumn(gap)} is missing; a neuron needs a weight for each feature",
                    nameof(weights)
                );
            read.CopyTo(values.AsSpan(row * weights.ColumnCount));
        }
        return ModelChecks.BeyondRange(values, weights.ColumnCount) is { } why
            ? throw new ArgumentException($"the weights hold {why}", nameof(weights))
            : values;
    }
}
