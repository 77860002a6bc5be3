using Dbgsom.Classification;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>Step 9: one full search over the training samples with finished weights, and what follows from it.</summary>
internal sealed class FinalSearch
{
    private readonly SomOptions effective;
    private readonly RunSetup setup;
    private readonly Lattice lattice;
    private readonly WeightMatrix weights;
    private readonly Assigner assigner;
    private readonly double densityWidth;
    private readonly EpochGrids grids;

    /// <param name="effective">Options as they took effect.</param>
    /// <param name="setup">Facts about the samples.</param>
    /// <param name="lattice">The grid.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="rows">The samples, as trained on.</param>
    /// <param name="spread">True to compute the spread of the distances of the samples, which temporarily takes twelve bytes per row.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public FinalSearch(
        SomOptions effective,
        RunSetup setup,
        Lattice lattice,
        WeightMatrix weights,
        PassEngine rows,
        bool spread,
        CancellationToken cancellationToken
    )
    {
        (this.effective, this.setup, this.lattice, this.weights) = (effective, setup, lattice, weights);
        assigner = new Assigner(effective.Metric, weights.Values.ToArray(), weights.FeatureCount);
        // The width is compared with distances of samples, so where these grow otherwise than Euclidean ones it is of the metric, too.
        var own = effective.Metric.Spread is null ? null : effective.Metric;
        densityWidth = Ordered.Mean(NeighborDistances.Average(lattice, weights, own));
        grids = setup.Grids(weights.Values, effective.Metric);
        using var found = spread ? rows.RoomForDistances() : null;
        Sums = rows.Run(Measuring(found), cancellationToken);
        if (found is not null)
            Spread = DistanceSpread.Of(rows, found, weights.NeuronCount, grids, setup.Statistics.Mass, cancellationToken);
        ClassMass = setup.Classes is null ? null : [.. Enumerable.Range(0, weights.NeuronCount).SelectMany(Sums.ClassMass.Of)];
        if (ClassMass is not null && !Array.Exists(ClassMass, mass => mass > 0))
            throw new ArgumentException("no row with a weight above 0 has a label; a classifier needs some");
    }

    /// <summary>How many samples have a class.</summary>
    public double LabeledMass => Ordered.Sum(ClassMass!);

    public MeasureSums Sums { get; }

    /// <summary>How far the samples lie from their winners; null where that was not asked for.</summary>
    public DistanceSpread? Spread { get; }

    /// <summary>How many samples of each class each neuron won, row-major; null without classes.</summary>
    public double[]? ClassMass { get; }

    public double[] HitMass => [.. Enumerable.Range(0, weights.NeuronCount).Select(Sums.Mass)];

    public double QuantizationError => QuantizationErrors.Of(Sums);

    public TopographicError TopographicError => TopographicError.Of(Sums, lattice);

    /// <summary>Mean over the samples of each neuron of exp(−distance²/2τ²)/(τ√2π), 0 for one without samples.</summary>
    public double[] Density()
    {
        // √(2π), to the last bit of a double.
        const double RootTwoPi = 2.5066282746310002;
        var result = new double[weights.NeuronCount];
        for (int neuron = 0; neuron < result.Length; neuron++)
            if (Sums.Mass(neuron) > 0 && densityWidth * densityWidth > 0)
                result[neuron] = Sums.Kernel(neuron) / Sums.Mass(neuron) / (densityWidth * RootTwoPi);
        return result;
    }

    /// <summary>Searches and measures some of the samples.</summary>
    /// <param name="rows">These samples, as trained on.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public MeasureSums Over(PassEngine rows, CancellationToken cancellationToken) => rows.Run(Measuring(null), cancellationToken);

    /// <summary>The number of correctly classified samples; a child map decides for the samples that go down. Null without classes.</summary>
    public double? CorrectMass(PassEngine rows, Offspring below, CancellationToken cancellationToken)
    {
        if (ClassMass is null)
            return null;
        var correct = Correct(rows, cancellationToken);
        double sum = 0;
        for (int neuron = 0; neuron < weights.NeuronCount; neuron++)
        {
            if (!below.Children.TryGetValue(neuron, out var child))
                sum += correct[neuron];
            else if (below.CorrectHere.TryGetValue(neuron, out double gone))
                sum += child.Content.CorrectMass!.Value + (correct[neuron] - gone);
            else
                sum += child.Content.CorrectMass!.Value;
        }
        return sum;
    }

    /// <summary>How many of some samples each neuron tells right.</summary>
    /// <param name="rows">These samples, as trained on.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public CorrectSums Correct(PassEngine rows, CancellationToken cancellationToken) =>
        rows.Run(
            new ClassPass
            {
                Assigner = assigner,
                Vote = effective.ClassVote,
                Table = new ClassTable(ClassMass!, setup.Classes!.Count),
                MassGrid = grids.Mass,
            },
            cancellationToken
        );

    private MeasurePass Measuring(KeptDistances? keep) =>
        new()
        {
            Assigner = assigner,
            Grids = grids,
            DensityWidth = densityWidth,
            ClassCount = setup.Classes?.Count ?? 0,
            Keep = keep,
        };
}
