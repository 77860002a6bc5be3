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
/// Options for training a map. A record: choose a preset and change it with <c>with</c>. <see cref="SomOption.All"/> lists every option
/// with its name, valid range and meaning.
/// </summary>
/// <remarks>
/// Some options have no effect in some combinations: <see cref="NeighborhoodCutoff"/> if no phase is cut; <see cref="CutGaussPhase"/>
/// if <see cref="Neighborhood"/> is already cut; <see cref="SmoothingEpsilon"/> without <see cref="SmoothingSteps"/>;
/// <see cref="Order"/> with a <see cref="SigmaFine"/>; <see cref="SparseNeighborhoodShare"/> if every phase is cut; <see cref="Tau2"/>,
/// <see cref="MinSamplesVerticalGrowth"/> and <see cref="MaxDepth"/> without <see cref="VerticalGrowth"/>. If they differ from the preset,
/// <see cref="SomMap.Diagnostics"/> reports them.
/// </remarks>
public sealed record SomOptions
{
    /// <summary>The maximum number of neurons of a growing map; distances on the grid are stored for every pair.</summary>
    public const int MaxNeuronsLimit = 40_000;

    /// <summary>The maximum number of neurons of a <see cref="Grid"/> of given size, for which distances are not stored.</summary>
    public const int MaxGridNeurons = 1_000_000;

    /// <summary>The default <see cref="SigmaStart"/> of growing maps.</summary>
    public const double DefaultSigmaStart = 1.5;

    /// <summary>The maximum number of levels of child maps.</summary>
    public const int MaxDepthLimit = 100;

    /// <summary>
    /// The recommended settings: growth on a sample of the rows to exactly <see cref="TargetNeurons"/> neurons, then annealing on all
    /// rows. With a <see cref="Lambda"/>, the published method: growth by the threshold that follows from it, with a growth step
    /// whenever the map has converged.
    /// </summary>
    /// <remarks>
    /// The width of the neighborhood is <see cref="SigmaStart"/> at the start, approaches <see cref="SigmaEnd"/> as the map grows, and
    /// ends as <see cref="Order"/> determines. Without a Lambda, <see cref="WinnerStability"/>, <see cref="ConvergenceThreshold"/> and
    /// <see cref="Patience"/> have no effect: the number of epochs follows from the number of growth steps.
    /// </remarks>
    public static SomOptions Default { get; } = new();

    /// <summary>The settings of the Python package dbgsom 1.3: the same seed gives the same map.</summary>
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
    /// The name of the original preset: "default" or "reference". It changes no other option (start from <see cref="Reference"/> for
    /// those), but two decisions of the reference without an option follow this name.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not that of a preset.</exception>
    public string Preset
    {
        get;
        init => field = value is "default" or "reference" ? value : throw UnknownPreset(value, nameof(Preset));
    } = "default";

    /// <summary>
    /// The factor of the growing threshold: GT = Lambda · ‖std‖₂, with the Manhattan metric Lambda · Σ std. Greater than 0; smaller
    /// values give more neurons. Null to grow to <see cref="TargetNeurons"/>.
    /// </summary>
    public double? Lambda { get; init; }

    /// <summary>
    /// The number of neurons, fewer only if the data has fewer distinct rows; 4 to <see cref="MaxNeurons"/>, and only without a
    /// <see cref="Lambda"/>. Null: 5·√n, at most 1,000, at most n and at most <see cref="MaxNeurons"/>. With
    /// <see cref="GrowthRule.FirstBlockedStops"/> or <see cref="Reference"/>, the size that growth approaches.
    /// </summary>
    public int? TargetNeurons { get; init; }

    /// <summary>
    /// The maximum number of neurons; 4 to <see cref="MaxNeuronsLimit"/>, with a <see cref="Grid"/> to <see cref="MaxGridNeurons"/>.
    /// Null: 5·√n with a <see cref="Lambda"/>, <see cref="TargetNeurons"/> without, or 1.25 times that if growth only approaches it.
    /// </summary>
    public int? MaxNeurons { get; init; }

    /// <summary>
    /// The maximum number of epochs; at least 1. Null: 500 with a <see cref="Lambda"/>, 200 + 40·√<see cref="TargetNeurons"/> without,
    /// as a safety limit. Without a Lambda, fewer epochs than the map needs shorten its annealing, which ends at the same width, and
    /// its growth if half of the epochs are too few for it. With a <see cref="Grid"/>, the number of epochs, each on all rows; null
    /// there: 20, the first of them on samples of the rows.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// The size of a map that does not grow: columns and rows, or <see cref="GridSize.Auto"/>. Null for a growing map. Not valid with
    /// <see cref="Lambda"/>, <see cref="TargetNeurons"/> or <see cref="VerticalGrowth"/>; <see cref="MaxNeurons"/> limits only
    /// <see cref="GridSize.Auto"/>.
    /// </summary>
    /// <remarks>
    /// The width of the neighborhood falls from <see cref="SigmaStart"/> to its final value in <see cref="Epochs"/> epochs, by equal
    /// factors or, with <see cref="Decay.Linear"/>, by equal steps; distances are straight lines on the grid. The final width is
    /// <see cref="SigmaFine"/> or follows from <see cref="Order"/> and <see cref="SigmaEnd"/>.
    /// </remarks>
    public GridSize? Grid { get; init; }

    /// <summary>The cells of the grid: squares with four neighbors or hexagons with six.</summary>
    public MapGrid Topology { get; init; } = MapGrid.Square;

    /// <summary>The boundary of a <see cref="Grid"/> of given size: edges or a torus.</summary>
    public GridBoundary Boundary { get; init; } = GridBoundary.Planar;

    /// <summary>The initial weights of a <see cref="Grid"/> of given size.</summary>
    public StartingWeights StartingWeights { get; init; } = StartingWeights.Principal;

    /// <summary>
    /// The initial width σ of the neighborhood in hops; greater than 0. Null: <see cref="DefaultSigmaStart"/> for a growing map; with a
    /// <see cref="Grid"/>, half of its longer side, or a quarter around a torus.
    /// </summary>
    public double? SigmaStart { get; init; }

    /// <summary>The width that the coarse phase approaches; greater than 0. Null: 0.05·(√K − 1) for K neurons at that moment.</summary>
    public double? SigmaEnd { get; init; } = 0.8;

    /// <summary>
    /// The width in the fine phase; greater than 0 and at most <see cref="SigmaEnd"/>. Null to derive it from <see cref="Order"/>.
    /// </summary>
    public double? SigmaFine { get; init; }

    /// <summary>
    /// The trade-off between fidelity and order, from 0 to 1. At 0 neurons follow the data as closely as possible, with the lowest
    /// quantization error; at 1 neighbors on the map remain most similar, with the lowest topographic error. It sets the width in the
    /// fine phase if <see cref="SigmaFine"/> is null: from 0.3 hops at 0 to <see cref="SigmaEnd"/> at 1, and never more than that. Null
    /// is equivalent to 1.
    /// </summary>
    public double? Order { get; init; } = 0.7;

    /// <summary>How the width σ decays.</summary>
    public Decay Decay { get; init; } = Decay.Exponential;

    /// <summary>The neighborhood function.</summary>
    public Neighborhood Neighborhood { get; init; } = Neighborhood.Gaussian;

    /// <summary>The cutoff of a cut Gaussian in units of σ; at least 1.</summary>
    public double NeighborhoodCutoff { get; init; } = 3;

    /// <summary>The phase in which the Gaussian is cut.</summary>
    public PhaseScope CutGaussPhase { get; init; } = PhaseScope.None;

    /// <summary>The phase in which winners are searched only around the last winner: faster, but not exact.</summary>
    public PhaseScope PointerSearch { get; init; } = PhaseScope.None;

    /// <summary>
    /// The share of <see cref="Epochs"/> for the coarse phase, between 0 and 1, both excluded; only with a <see cref="Lambda"/>. Null:
    /// 0.5 there. Without a Lambda the coarse phase ends with growth.
    /// </summary>
    public double? CoarseFraction { get; init; }

    /// <summary>
    /// The threshold of convergence: the map has converged when the total movement of the weights in an epoch is less than this;
    /// greater than 0. The coarse phase starts with a hundredfold threshold.
    /// </summary>
    public double ConvergenceThreshold { get; init; } = 1e-3;

    /// <summary>
    /// The coarse map has converged when less than this share of the samples changes its winner; 0 to 1. Null to use the movement of
    /// the weights.
    /// </summary>
    public double? WinnerStability { get; init; } = 0.01;

    /// <summary>
    /// The number of epochs without improvement after which the map also counts as converged; at least 2. The monitored quantity is the
    /// share of samples that change their winner in the coarse phase, and the movement of the weights in the fine phase. A batch map
    /// can enter a cycle in which neither ever falls below its threshold. Null: off, as in the Python package.
    /// </summary>
    public int? Patience { get; init; } = 30;

    /// <summary>The number of smoothing steps of the weights before neurons are added; 0 to 1,000 (Kohonen 2001, eq. 3.80).</summary>
    public int SmoothingSteps { get; init; }

    /// <summary>The factor by which a smoothing step moves a neuron towards its neighbors; greater than 0, at most 1.</summary>
    public double SmoothingEpsilon { get; init; } = 0.5;

    /// <summary>Which neurons get new neighbors when the map grows.</summary>
    public GrowthRule GrowthRule { get; init; } = GrowthRule.AllBoundary;

    /// <summary>The error of a neuron for growth. <see cref="GrowthCriterion.Entropy"/> needs labels and a <see cref="Lambda"/>.</summary>
    public GrowthCriterion GrowthCriterion { get; init; } = GrowthCriterion.QuantizationError;

    /// <summary>
    /// True to train a hierarchy of maps: neurons with a high error get a child map, trained on their samples with the same options,
    /// recursively (Rauber et al. 2002; Qu et al. 2021). <see cref="Tau2"/> selects the neurons.
    /// </summary>
    /// <remarks>
    /// A <see cref="TargetNeurons"/> applies to the first map; child maps derive theirs from the number n of their samples, 5·√n.
    /// </remarks>
    public bool VerticalGrowth { get; init; }

    /// <summary>The minimum number of samples for a child map; at least 1. A map always needs at least four.</summary>
    public int MinSamplesVerticalGrowth { get; init; } = 100;

    /// <summary>
    /// τ₂: a neuron gets a child map if its error exceeds this share of the error of a single prototype for all samples, see
    /// <see cref="VerticalRule"/>; between 0 and 1, both excluded. Smaller values give deeper hierarchies.
    /// </summary>
    public double Tau2 { get; init; } = 0.5;

    /// <summary>
    /// The maximum number of levels of child maps; 1 to <see cref="MaxDepthLimit"/>. Null: as many as <see cref="Tau2"/> requires, at
    /// most <see cref="MaxDepthLimit"/>.
    /// </summary>
    public int? MaxDepth { get; init; }

    /// <summary>How the error of a neuron is compared with <see cref="Tau2"/>.</summary>
    public VerticalRule VerticalRule { get; init; } = VerticalRule.MeanError;

    /// <summary>Which neurons vote on the class of a sample, for maps trained with labels.</summary>
    public ClassVote ClassVote { get; init; } = ClassVote.Nearest;

    /// <summary>The seed of the starting samples, the only random choice.</summary>
    public uint Seed { get; init; }

    /// <summary>How features are scaled before training.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>
    /// The weights of features in distances. A category variable with features such as color=red and color=blue is addressed as color:
    /// its features are then scaled together and count as one feature. A feature of weight 0 is shown on the map but not trained on,
    /// see <see cref="SomMap.PassiveFeatures"/>. Null: all features count equally.
    /// </summary>
    public FeatureWeights? FeatureWeights { get; init; }

    /// <summary>Transforms of features before scaling, such as the logarithm. Null: none.</summary>
    public FeatureTransforms? FeatureTransforms { get; init; }

    /// <summary>The default <see cref="MaxMissing"/>: half.</summary>
    public const double DefaultMaxMissing = 0.5;

    /// <summary>
    /// The maximum share of missing features in a training row; 0 to 1. A row that lacks more has a winner like any other, but the map
    /// is not trained on it. Null: <see cref="DefaultMaxMissing"/>.
    /// </summary>
    public double? MaxMissing { get; init; }

    /// <summary>The distance metric.</summary>
    public Metric Metric { get; init; } = Metric.Euclidean;

    /// <summary>How the weight of a sample depends on its distance.</summary>
    public Weighting Weighting { get; init; } = Weighting.RobustGrowth;

    /// <summary>How the initial neurons are drawn.</summary>
    public StartingSamples StartingSamples { get; init; } = StartingSamples.Drawn;

    /// <summary>True if σ may rise again when a growing map increases its derived <see cref="SigmaEnd"/>. Otherwise it never rises.</summary>
    public bool SigmaMayRise { get; init; }

    /// <summary>True if a convergence found in the coarse phase still holds in the fine phase, which then ends after one epoch.</summary>
    public bool KeepConvergence { get; init; }

    /// <summary>True if a map at <see cref="MaxNeurons"/> stays in the coarse phase to its end instead of entering the fine phase.</summary>
    public bool IdleAtCapacity { get; init; }

    /// <summary>
    /// If fewer than this share of all pairs of neurons has h ≥ 1e-6, the others count as 0 in an uncut Gaussian; 0 to 1: 0 for never,
    /// 1 for always.
    /// </summary>
    public double SparseNeighborhoodShare { get; init; } = 1;

    /// <summary>Returns the preset with the given name.</summary>
    /// <exception cref="ArgumentException">The preset does not exist.</exception>
    public static SomOptions FromPreset(string name) =>
        name switch
        {
            "default" => Default,
            "reference" => Reference,
            _ => throw UnknownPreset(name, nameof(name)),
        };

    /// <summary>Checks every option and their combination.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or two are not compatible; the message names them.</exception>
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
                    $"{of(nameof(CoarseFraction))} is {CoarseFraction} without a {of(nameof(Lambda))}, where growth ends the coarse phase; give a {of(nameof(Lambda))}, or leave it out"
            );
        if (TargetNeurons > MaxNeurons)
            throw Refused(
                nameof(TargetNeurons),
                of => $"{of(nameof(TargetNeurons))} is {TargetNeurons}; valid is 4 to {of(nameof(MaxNeurons))} ({MaxNeurons})"
            );
        if (SigmaFine > SigmaEnd)
            throw Refused(
                nameof(SigmaFine),
                of =>
                    $"{of(nameof(SigmaFine))} is {SigmaFine}; valid is greater than 0 and at most {of(nameof(SigmaEnd))} ({SigmaEnd})"
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
                    $"{of(nameof(SigmaEnd))} is {SigmaEnd}; valid is greater than 0 and at most {of(nameof(SigmaStart))} ({SigmaStart ?? DefaultSigmaStart})"
            );
    }

    /// <summary>Refuses what only a map of given size has.</summary>
    private void CheckGrowing()
    {
        if (MaxNeurons > MaxNeuronsLimit)
            throw Refused(
                nameof(MaxNeurons),
                of => $"{of(nameof(MaxNeurons))} is {MaxNeurons}; a growing map has at most {MaxNeuronsLimit}"
            );
        if (Boundary == GridBoundary.Toroidal)
            throw Refused(
                nameof(Boundary),
                of =>
                    $"{of(nameof(Boundary))} is {Boundary}, and a growing map needs edges; give a {of(nameof(Grid))}, such as 20x30 or auto"
            );
        if (StartingWeights != StartingWeights.Principal)
            throw Refused(
                nameof(StartingWeights),
                of =>
                    $"{of(nameof(StartingWeights))} is {StartingWeights}, but a growing map always starts from four samples; give a {of(nameof(Grid))}, such as 20x30 or auto, or leave it out"
            );
        if (Neighborhood == Neighborhood.Bubble)
            throw Refused(
                nameof(Neighborhood),
                of =>
                    $"{of(nameof(Neighborhood))} is {Neighborhood}, which a growing map cannot use: its width falls below 1, where no neighbor remains; give a {of(nameof(Grid))}, such as 20x30 or auto"
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
                    $"{of(property)} is {growing.Value} and {of(nameof(Grid))} is {size}; a map of given size does not grow, so give only one of the two"
            );
        if (Boundary == GridBoundary.Toroidal && !size.IsAuto && ToroidalGrid.Refusal(Topology, size) is { } refusal)
            throw Refused(
                nameof(Grid),
                of =>
                    $"{of(nameof(Grid))} is {size}, {of(nameof(Topology))} {Topology} and {of(nameof(Boundary))} {Boundary}; {refusal}"
            );
    }

    /// <summary>Returns the effective options: every default that depends on the number of samples is filled in.</summary>
    /// <param name="samples">The number of samples, or the sum of their weights.</param>
    /// <exception cref="ArgumentException">An option is out of range, or two are not compatible.</exception>
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

    /// <summary>
    /// Returns the preset and every option that differs from it, such as "reference, lambda 20, sigma-end 1". The text is
    /// culture-invariant.
    /// </summary>
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
