// Over 300 lines: an option has some lines of its own, and there are some forty.

using Dbgsom.Classification;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>
/// What is asked of a map. A record: take a preset and change it with <c>with</c>. <see cref="SomOption.All"/> lists every option with
/// its name, valid range and meaning.
/// </summary>
/// <remarks>
/// Options that have no effect in some combination: <see cref="NeighborhoodCutoff"/> where no phase is cut;
/// <see cref="CutGaussPhase"/> where <see cref="Neighborhood"/> is cut already; <see cref="SmoothingEpsilon"/> without
/// <see cref="SmoothingSteps"/>; <see cref="Order"/> beside a <see cref="SigmaFine"/>; <see cref="SparseNeighborhoodShare"/> where every phase is cut; <see cref="Tau2"/>,
/// <see cref="MinSamplesVerticalGrowth"/> and <see cref="MaxDepth"/> without <see cref="VerticalGrowth"/>. Set to something else than the preset's
/// value there, they are named in <see cref="SomMap.Diagnostics"/>.
/// </remarks>
public sealed record SomOptions
{
    /// <summary>The most neurons that a map can grow to: distances on the grid are held for every pair.</summary>
    public const int MaxNeuronsLimit = 40_000;

    /// <summary>The most neurons of a <see cref="Grid"/> of given size, where no distances are held.</summary>
    public const int MaxGridNeurons = 1_000_000;

    /// <summary>The <see cref="SigmaStart"/> of maps that grow.</summary>
    public const double DefaultSigmaStart = 1.5;

    /// <summary>The most levels of maps below the first.</summary>
    public const int MaxDepthLimit = 100;

    /// <summary>
    /// What users get: growth on a sample of the rows to just <see cref="TargetNeurons"/> neurons, then annealing on all of them. With a <see cref="Lambda"/> the
    /// published method: growth by the threshold that follows from it, each step when the map has settled.
    /// </summary>
    /// <remarks>
    /// The width of the neighborhood is <see cref="SigmaStart"/> at the start, tends to <see cref="SigmaEnd"/> as the map grows, and ends as
    /// <see cref="Order"/> says. Without a Lambda <see cref="WinnerStability"/>,
    /// <see cref="ConvergenceThreshold"/> and <see cref="Patience"/> have no effect: the number of epochs follows from the number of growth steps.
    /// </remarks>
    public static SomOptions Default { get; } = new();

    /// <summary>The decisions of the Python package dbgsom 1.3: the same map from the same seed.</summary>
    public static SomOptions Reference { get; } =
        new()
        {
            Preset = "reference",
            Lambda = 115,
            Epochs = 500,
            SigmaStart = 1,
            SigmaEnd = null,
            Order = null,
            CutGaussPhase = PhaseScope.Fine,
            PointerSearch = PhaseScope.Fine,
            GrowthRule = GrowthRule.FirstBlockedStops,
            VerticalRule = VerticalRule.SummedError,
            ClassVote = ClassVote.Winner,
            Scaling = Scaling.None,
            Weighting = Weighting.Robust,
            StartingSamples = StartingSamples.NumPyPermutation,
            SigmaMayRise = true,
            KeepConvergence = true,
            IdleAtCapacity = true,
            SparseNeighborhoodShare = 0.1,
            Patience = null,
        };

    /// <summary>
    /// The name of the preset these options started from: "default" or "reference". It sets no other option – for those start from
    /// <see cref="Reference"/> –, but two decisions of the reference that have no option follow the name.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not that of a preset.</exception>
    public string Preset
    {
        get;
        init => field = value is "default" or "reference" ? value : throw UnknownPreset(value, nameof(Preset));
    } = "default";

    /// <summary>
    /// Factor of the growing threshold: GT = Lambda · ‖std‖₂, with the Manhattan metric Lambda · Σ std. Above 0; smaller gives more neurons. Null: the map grows
    /// to <see cref="TargetNeurons"/>.
    /// </summary>
    public double? Lambda { get; init; }

    /// <summary>
    /// The number of neurons, fewer only where there are fewer different rows; 4 to <see cref="MaxNeurons"/>, and only without a <see cref="Lambda"/>. Null: 5·√n, at most
    /// 1,000, at most n and at most <see cref="MaxNeurons"/>. With <see cref="GrowthRule.FirstBlockedStops"/> or <see cref="Reference"/> the size that growth tends to.
    /// </summary>
    public int? TargetNeurons { get; init; }

    /// <summary>The most neurons; 4 to <see cref="MaxNeuronsLimit"/>, with a <see cref="Grid"/> to <see cref="MaxGridNeurons"/>. Null: 5·√n with a <see cref="Lambda"/>, <see cref="TargetNeurons"/> without, or 1.25 times that where growth only tends to it.</summary>
    public int? MaxNeurons { get; init; }

    /// <summary>
    /// The most epochs; at least 1. Null: 500 with a <see cref="Lambda"/>, 200 + 40·√<see cref="TargetNeurons"/> without, as a safety limit. Without a lambda, fewer epochs than the map
    /// needs shorten its annealing, which ends at the same width, and its growth where half of the epochs are too few for it. With a <see cref="Grid"/> the number
    /// of epochs, each on all rows; null there: 20, the first of them on samples.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// The size of a map that does not grow: columns and rows, or <see cref="GridSize.Auto"/>. Null: the map grows. Not together with <see cref="Lambda"/>,
    /// <see cref="TargetNeurons"/> or <see cref="VerticalGrowth"/>; <see cref="MaxNeurons"/> limits <see cref="GridSize.Auto"/> only.
    /// </summary>
    /// <remarks>
    /// The width of the neighborhood falls from <see cref="SigmaStart"/> to its last value in <see cref="Epochs"/> epochs, by equal factors or, with
    /// <see cref="Decay.Linear"/>, by equal steps; distances are straight lines on the grid. The last width is <see cref="SigmaFine"/> or follows from
    /// <see cref="Order"/> and <see cref="SigmaEnd"/>.
    /// </remarks>
    public GridSize? Grid { get; init; }

    /// <summary>The cells of the grid: squares with four neighbors or hexagons with six.</summary>
    public MapGrid Topology { get; init; } = MapGrid.Square;

    /// <summary>Whether a <see cref="Grid"/> of given size ends at its edges or is joined to a torus.</summary>
    public GridBoundary Boundary { get; init; } = GridBoundary.Planar;

    /// <summary>What the neurons of a <see cref="Grid"/> of given size start from.</summary>
    public StartingWeights StartingWeights { get; init; } = StartingWeights.Principal;

    /// <summary>
    /// Width σ of the neighborhood at the start, in hops; above 0. Null: <see cref="DefaultSigmaStart"/> for a map that grows; with a <see cref="Grid"/> half of its longer
    /// side, or a quarter around a torus.
    /// </summary>
    public double? SigmaStart { get; init; }

    /// <summary>Width the coarse phase tends to; above 0. Null: 0.05·(√K − 1) for K neurons at that moment.</summary>
    public double? SigmaEnd { get; init; } = 0.8;

    /// <summary>Width in the fine phase; above 0 and at most <see cref="SigmaEnd"/>. Null: by <see cref="Order"/>.</summary>
    public double? SigmaFine { get; init; }

    /// <summary>
    /// Whether the map is rather faithful or rather ordered; 0 to 1. At 0 neurons follow the data as closely as they can, at the lowest quantization error; at 1 neighbors
    /// on the map keep most alike, at the lowest topographic error. It sets the width in the fine phase where <see cref="SigmaFine"/> is null: from 0.3 hops at 0 to
    /// <see cref="SigmaEnd"/> at 1, and never more than that. Null: the same as 1.
    /// </summary>
    public double? Order { get; init; } = 0.7;

    /// <summary>How σ falls.</summary>
    public Decay Decay { get; init; } = Decay.Exponential;

    /// <summary>The neighborhood function.</summary>
    public Neighborhood Neighborhood { get; init; } = Neighborhood.Gaussian;

    /// <summary>Where a cut Gaussian ends, in σ; at least 1.</summary>
    public double NeighborhoodCutoff { get; init; } = 3;

    /// <summary>In which phase the Gaussian is cut.</summary>
    public PhaseScope CutGaussPhase { get; init; } = PhaseScope.None;

    /// <summary>In which phase winners are looked for only around the last winner: faster, not exact.</summary>
    public PhaseScope PointerSearch { get; init; } = PhaseScope.None;

    /// <summary>
    /// Share of <see cref="Epochs"/> for the coarse phase, between 0 and 1, both excluded; only with a <see cref="Lambda"/>. Null: 0.5
    /// there. Without a Lambda the coarse phase ends when growth does.
    /// </summary>
    public double? CoarseFraction { get; init; }

    /// <summary>The map has settled when all weights together move by less than this in an epoch; above 0. In the coarse phase a hundredfold at first.</summary>
    public double ConvergenceThreshold { get; init; } = 1e-3;

    /// <summary>The coarse map has settled when less than this share of the samples changes its winner; 0 to 1. Null: decided by the weights.</summary>
    public double? WinnerStability { get; init; } = 0.01;

    /// <summary>
    /// The map also counts as settled when the quantity watched – the share of samples that change their winner in the coarse phase, the
    /// movement of the weights in the fine phase – has not fallen to a new low for this many epochs; at least 2. A batch map can run into
    /// a cycle in which neither ever falls below its limit. Null: off, as in the Python package.
    /// </summary>
    public int? Patience { get; init; } = 30;

    /// <summary>How often the weights are smoothed before neurons are added; 0 to 1,000 (Kohonen 2001, eq. 3.80).</summary>
    public int SmoothingSteps { get; init; }

    /// <summary>How far smoothing moves a neuron towards its neighbors; above 0, at most 1.</summary>
    public double SmoothingEpsilon { get; init; } = 0.5;

    /// <summary>Which neurons get new neighbors when the map grows.</summary>
    public GrowthRule GrowthRule { get; init; } = GrowthRule.AllBoundary;

    /// <summary>What counts as the error of a neuron when the map grows. <see cref="GrowthCriterion.Entropy"/> needs labels and a <see cref="Lambda"/>.</summary>
    public GrowthCriterion GrowthCriterion { get; init; } = GrowthCriterion.QuantizationError;

    /// <summary>
    /// Whether a neuron that stands for its samples badly gets a map of its own, trained on them with the same options, and so on down:
    /// a hierarchy of maps (Rauber et al. 2002; Qu et al. 2021). Which neurons: see <see cref="Tau2"/>.
    /// </summary>
    /// <remarks>A <see cref="TargetNeurons"/> is that of the first map; those below take theirs from the number n of their samples, 5·√n.</remarks>
    public bool VerticalGrowth { get; init; }

    /// <summary>The fewest samples for a map below a neuron; at least 1. A map never has fewer than four.</summary>
    public int MinSamplesVerticalGrowth { get; init; } = 100;

    /// <summary>
    /// τ₂: a neuron gets a map below it where it is worse than this share of the error of a single prototype for all samples, see
    /// <see cref="VerticalRule"/>; between 0 and 1, both excluded. Smaller makes deeper hierarchies.
    /// </summary>
    public double Tau2 { get; init; } = 0.5;

    /// <summary>The most levels of maps below the first; 1 to <see cref="MaxDepthLimit"/>. Null: as many as <see cref="Tau2"/> calls for, at most <see cref="MaxDepthLimit"/>.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>How the error of a neuron is compared with <see cref="Tau2"/>.</summary>
    public VerticalRule VerticalRule { get; init; } = VerticalRule.MeanError;

    /// <summary>Who decides on the class of a sample, for maps trained with labels.</summary>
    public ClassVote ClassVote { get; init; } = ClassVote.Nearest;

    /// <summary>Seed of the starting samples, the only thing drawn at random.</summary>
    public uint Seed { get; init; }

    /// <summary>How features are scaled first.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>
    /// How much features count in distances beside the others. A variable of categories whose features are named color=red, color=blue is named as
    /// color: its features are then scaled together, and it counts as one feature. A weight of 0 shows a feature on the map and trains without it, see
    /// <see cref="SomMap.PassiveFeatures"/>. Null: all features count alike.
    /// </summary>
    public FeatureWeights? FeatureWeights { get; init; }

    /// <summary>Features that are transformed before they are scaled, such as by their logarithm. Null: none.</summary>
    public FeatureTransforms? FeatureTransforms { get; init; }

    /// <summary>The usual <see cref="MaxMissing"/>: half.</summary>
    public const double DefaultMaxMissing = 0.5;

    /// <summary>
    /// The share of its features that a row may lack; 0 to 1. A row that lacks more has a winner like any other, but the map is not trained on it. Null:
    /// <see cref="DefaultMaxMissing"/>.
    /// </summary>
    public double? MaxMissing { get; init; }

    /// <summary>The distance.</summary>
    public Metric Metric { get; init; } = Metric.Euclidean;

    /// <summary>How much a sample counts by its distance.</summary>
    public Weighting Weighting { get; init; } = Weighting.RobustGrowth;

    /// <summary>How the starting samples are drawn.</summary>
    public StartingSamples StartingSamples { get; init; } = StartingSamples.Drawn;

    /// <summary>Whether σ may rise again when a growing map makes its null <see cref="SigmaEnd"/> larger. Otherwise it never rises.</summary>
    public bool SigmaMayRise { get; init; }

    /// <summary>Whether a convergence found in the coarse phase still holds in the fine phase, which then ends after one epoch.</summary>
    public bool KeepConvergence { get; init; }

    /// <summary>Whether a map at <see cref="MaxNeurons"/> stays in the coarse phase to its end, instead of going on to the fine phase.</summary>
    public bool IdleAtCapacity { get; init; }

    /// <summary>
    /// Where fewer than this share of all pairs of neurons has h ≥ 1e-6, the others count as 0 in an uncut Gaussian; 0 to 1, 0 for never, 1 for always.
    /// </summary>
    public double SparseNeighborhoodShare { get; init; } = 1;

    /// <summary>The preset with the given name.</summary>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static SomOptions FromPreset(string name) =>
        name switch
        {
            "default" => Default,
            "reference" => Reference,
            _ => throw UnknownPreset(name, nameof(name)),
        };

    /// <summary>Checks every option and their combination.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or two do not go together; the message names them.</exception>
    public void Validate()
    {
        foreach (var option in SomOption.All)
            option.Check(this);
        if (Grid is null)
            CheckGrowing();
        else
            CheckGiven(Grid);
        if (Lambda is not null && TargetNeurons is not null)
            throw Refused(
                nameof(TargetNeurons),
                of => $"{of(nameof(Lambda))} is {Lambda} and {of(nameof(TargetNeurons))} is {TargetNeurons}; give one of the two"
            );
        if (Lambda is null && CoarseFraction is not null)
            throw Refused(
                nameof(CoarseFraction),
                of =>
                    $"{of(nameof(CoarseFraction))} is {CoarseFraction} without a {of(nameof(Lambda))}, where growth itself ends the coarse phase; give one or leave it out"
            );
        if (TargetNeurons > MaxNeurons)
            throw Refused(
                nameof(TargetNeurons),
                of => $"{of(nameof(TargetNeurons))} is {TargetNeurons}; valid is 4 to {of(nameof(MaxNeurons))} ({MaxNeurons})"
            );
        if (SigmaFine > SigmaEnd)
            throw Refused(
                nameof(SigmaFine),
                of => $"{of(nameof(SigmaFine))} is {SigmaFine}; valid is above 0 and at most {of(nameof(SigmaEnd))} ({SigmaEnd})"
            );
        if (GrowthCriterion.NeedsLabels && Lambda is null)
            throw Refused(
                nameof(GrowthCriterion),
                of =>
                    $"{of(nameof(GrowthCriterion))} is {GrowthCriterion}, which needs a {of(nameof(Lambda))}: growth starts above {of(nameof(Lambda))} times the spread of the data, in bits"
            );
        if (SigmaEnd > (SigmaStart ?? DefaultSigmaStart) && Grid is null && !SigmaMayRise)
            throw Refused(
                nameof(SigmaEnd),
                of =>
                    $"{of(nameof(SigmaEnd))} is {SigmaEnd}; valid is above 0 and at most {of(nameof(SigmaStart))} ({SigmaStart ?? DefaultSigmaStart})"
            );
    }

    /// <summary>Refuses what only a map of given size has.</summary>
    private void CheckGrowing()
    {
        if (MaxNeurons > MaxNeuronsLimit)
            throw Refused(
                nameof(MaxNeurons),
                of => $"{of(nameof(MaxNeurons))} is {MaxNeurons}; a map that grows has at most {MaxNeuronsLimit}"
            );
        if (Boundary == GridBoundary.Toroidal)
            throw Refused(
                nameof(Boundary),
                of =>
                    $"{of(nameof(Boundary))} is {Boundary}, and the map grows, which needs edges; give a {of(nameof(Grid))}, such as 20x30 or auto"
            );
        if (StartingWeights != StartingWeights.Principal)
            throw Refused(
                nameof(StartingWeights),
                of =>
                    $"{of(nameof(StartingWeights))} is {StartingWeights}, and a map that grows starts from four samples anyway; give a {of(nameof(Grid))}, such as 20x30 or auto, or leave it out"
            );
        if (Neighborhood == Neighborhood.Bubble)
            throw Refused(
                nameof(Neighborhood),
                of =>
                    $"{of(nameof(Neighborhood))} is {Neighborhood}, which a map that grows cannot use: its width falls below 1, where no neighbor is left; give a {of(nameof(Grid))}, such as 20x30 or auto"
            );
    }

    /// <summary>Refuses what a map of given size cannot have.</summary>
    private void CheckGiven(GridSize size)
    {
        var growing = new (string Property, object? Value)[]
        {
            (nameof(Lambda), Lambda),
            (nameof(TargetNeurons), TargetNeurons),
            (nameof(MaxNeurons), size.IsAuto || MaxNeurons == size.Count ? null : MaxNeurons),
            (nameof(CoarseFraction), CoarseFraction),
            (nameof(VerticalGrowth), VerticalGrowth ? true : null),
        }.FirstOrDefault(option => option.Value is not null);
        if (growing.Property is { } property)
            throw Refused(
                property,
                of =>
                    $"{of(property)} is {growing.Value} and {of(nameof(Grid))} is {size}; a map of given size does not grow: give one of the two"
            );
        if (Boundary == GridBoundary.Toroidal && !size.IsAuto && ToroidalGrid.Refusal(Topology, size) is { } refusal)
            throw Refused(
                nameof(Grid),
                of =>
                    $"{of(nameof(Grid))} is {size}, {of(nameof(Topology))} {Topology} and {of(nameof(Boundary))} {Boundary}; {refusal}"
            );
    }

    /// <summary>The options with every default that depends on the number of samples filled in: as they take effect.</summary>
    /// <param name="samples">Number of samples, or the sum of their weights.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or two do not go together.</exception>
    public SomOptions Resolve(double samples)
    {
        Validate();
        return Resolve(samples, TrainingPlan.For(this));
    }

    /// <summary>The options as they take effect in a run that follows a plan; they are valid.</summary>
    internal SomOptions Resolve(double samples, TrainingPlan plan)
    {
        if (Grid is not null)
            return this with
            {
                MaxNeurons = Grid.IsAuto
                    ? (int)Math.Min(GivenGridPlan.UsualNeurons(samples), MaxNeurons ?? int.MaxValue)
                    : Grid.Count,
            };
        int natural = (int)Math.Max(4, Math.Min(Math.Floor(5 * Math.Sqrt(samples)), MaxNeuronsLimit));
        if (Lambda is not null)
            return this with
            {
                MaxNeurons = MaxNeurons ?? natural,
                Epochs = Epochs ?? 500,
                CoarseFraction = CoarseFraction ?? 0.5,
                SigmaStart = SigmaStart ?? DefaultSigmaStart,
            };
        // Few samples have fewer than 5·√n: a map of more neurons than samples says nothing.
        int most = (int)Math.Min(Math.Floor(samples), Math.Min(natural, 1000));
        double excess = plan.Excess;
        int target = TargetNeurons ?? Math.Max(4, Math.Min(most, (int)((MaxNeurons ?? int.MaxValue) / excess)));
        return this with
        {
            TargetNeurons = target,
            MaxNeurons = MaxNeurons ?? (int)Math.Clamp(Math.Floor(excess * target), 4, MaxNeuronsLimit),
            Epochs = Epochs ?? (int)Math.Floor(200 + (40 * Math.Sqrt(target))),
            SigmaStart = SigmaStart ?? DefaultSigmaStart,
        };
    }

    /// <summary>The preset and every option that differs from it: "reference, lambda 20, sigma-end 1". The same in every culture.</summary>
    public override string ToString()
    {
        var preset = FromPreset(Preset);
        var changed = SomOption.All.Where(option => option.Format(this) != option.Format(preset));
        return string.Join(", ", changed.Select(option => $"{option.Name} {option.Format(this)}").Prepend(Preset));
    }

    private static ArgumentException UnknownPreset(string name, string parameter) =>
        new($"the preset '{name}' is not one of default, reference", parameter);

    private static OptionException Refused(string property, Func<Func<string, string>, FormattableString> what) =>
        new(property, of => FormattableString.Invariant(what(of)));
}
