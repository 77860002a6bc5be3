using Dbgsom.Grid;
using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>
/// The batch map on a grid of given size (Kohonen 2001, section 3.6): it starts on the plane of the first two principal components, or from samples, and the neighborhood
/// narrows from half of the map to its last width. A map whose number of epochs is not given sees few rows at first and all of them at the end, as an annealed one.
/// </summary>
internal sealed class GivenGridPlan : TrainingPlan
{
    // A slower annealing is a little better in error and order, and where samples are few it costs next to nothing.
    private const int MostEpochs = 100;
    private const int FewestEpochs = 20;

    public GivenGridPlan()
        : base("given-grid") { }

    public override double Excess => 1;

    public override bool IsForeseeable => true;

    public override bool Takes(SomOptions options) => options.Grid is not null;

    public override bool StartsOnPlane(SomOptions options) =>
        options.StartingWeights == StartingWeights.Principal || options.Grid!.IsAuto;

    public override PlanStart Start(
        SomOptions options,
        long rowCount,
        Func<long, bool> counts,
        IReadOnlyList<long>? different = null,
        long? countedRows = null,
        PrincipalPlane? plane = null
    )
    {
        var size = SizeOf(options, plane);
        var grid = options.Boundary == GridBoundary.Toroidal ? MapGrid.Toroidal(options.Topology, size) : options.Topology;
        var places = size.Places();
        bool onPlane = options.StartingWeights == StartingWeights.Principal;
        return new PlanStart(
            grid,
            places,
            onPlane ? [] : StartingWeights.DrawRows(options.Seed, rowCount, counts, places.Length),
            new PlanState
            {
                Phase = TrainingPhase.Fine,
                GrowthStopReason = StopReason.Completed,
                Sigma = options.SigmaStart ?? WidestSigma(options, size),
                Share = Share(options, countedRows ?? rowCount, places.Length, 0),
            }
        )
        {
            Weights = onPlane ? plane?.Weights(options.Topology, places, options.Metric) : null,
        };
    }

    /// <summary>With the size that followed from the data, and the width.</summary>
    public override SomOptions AsStarted(SomOptions options, Lattice lattice)
    {
        var size = lattice.Rectangle()!;
        return options with
        {
            Grid = size,
            MaxNeurons = size.Count,
            SigmaStart = options.SigmaStart ?? WidestSigma(options, size),
        };
    }

    /// <summary>Straight lines: neighborhoods are round, and sums over them are sums along rows and columns.</summary>
    public override NeuronDistances Distances(Lattice lattice, Team team) =>
        lattice.Rectangle() is { } size ? new RectangleDistances(lattice.Grid, size) : base.Distances(lattice, team);

    public override int Capacity(PlanContext context) => context.Options.MaxNeurons!.Value;

    public override PlanDecision After(PlanContext context, PlanState state, EpochOutcome epoch)
    {
        var options = context.Options;
        int done = state.EpochsInStep + 1;
        int epochs = EpochsOf(options, context.Rows, epoch.Neurons);
        if (done >= epochs)
            return new PlanDecision(state with { EpochsInStep = done, StopReason = StopReason.Completed }, true);
        return new PlanDecision(
            state with
            {
                EpochsInStep = done,
                Sigma = new SigmaSchedule(options).Toward(state.Sigma, epoch.Neurons, epochs - done, options.Decay!),
                Share = Share(options, context.Rows, epoch.Neurons, done),
            },
            false
        );
    }

    public override PlanState AfterGrowth(PlanContext context, PlanState state, EpochOutcome epoch, int neurons) =>
        throw new InvalidOperationException("a map of given size does not grow");

    /// <summary>The size asked for; in the aspect of the data where that is left to it.</summary>
    internal static GridSize SizeOf(SomOptions options, PrincipalPlane? plane)
    {
        if (!options.Grid!.IsAuto)
            return options.Grid;
        double neurons = Math.Min(UsualNeurons(plane!.Mass), options.MaxNeurons ?? int.MaxValue);
        // As deviations of the data, but not thinner than a ribbon of four.
        double aspect = plane.SecondDeviation > 0 ? plane.FirstDeviation / plane.SecondDeviation : double.PositiveInfinity;
        aspect = Math.Clamp(aspect, 1, Math.Max(1, neurons / 16));
        double rowHeight = options.Topology.RowHeight;
        int down = Math.Max(2, (int)Math.Round(Math.Sqrt(neurons / aspect / rowHeight)));
        bool isTorus = options.Boundary == GridBoundary.Toroidal;
        if (isTorus)
            down = Math.Max(ToroidalGrid.FewestAcross + 1, down + (down & 1));
        int least = isTorus ? ToroidalGrid.FewestAcross : 2;
        return new GridSize(Math.Max(least, (int)Math.Floor(neurons / down)), down);
    }

    /// <summary>5·√n, at most 1,000 and at most n.</summary>
    internal static double UsualNeurons(double rows) =>
        Math.Max(4, Math.Min(Math.Floor(rows), Math.Min(Math.Floor(5 * Math.Sqrt(rows)), 1000)));

    /// <summary>Half of the longer side of the map; around a torus nothing is further away than half of it, so there it is a quarter.</summary>
    private static double WidestSigma(SomOptions options, GridSize size)
    {
        double height = options.Topology.RowHeight;
        double longer = Math.Max(size.Columns, size.Rows * height);
        return Math.Max(
            new SigmaSchedule(options).Fine(size.Count),
            longer / (options.Boundary == GridBoundary.Toroidal ? 4 : 2)
        );
    }

    /// <summary>The share of the rows that an epoch is trained on; all where the number of epochs was asked for.</summary>
    private static double Share(SomOptions options, double rows, int neurons, int epoch)
    {
        if (options.Epochs is not null || NestedShares.SeesAllRows(options))
            return 1;
        return Math.Max(LeastShare(rows, neurons), NestedShares.Before(EpochsOf(options, rows, neurons) - epoch));
    }

    /// <summary>The share of the rows that the first epochs are trained on.</summary>
    private static double LeastShare(double rows, int neurons)
    {
        double least = 1;
        while (least / 2 * rows >= NestedShares.RowsPerNeuron * neurons)
            least /= 2;
        return least;
    }

    /// <summary>The number of epochs: unless it was asked for, more where the samples are few for the neurons.</summary>
    private static int EpochsOf(SomOptions options, double rows, int neurons) =>
        options.Epochs ?? Math.Max(FewestEpochs, (int)(MostEpochs * LeastShare(rows, neurons)));
}
