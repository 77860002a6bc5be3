// Over 300 lines: one list, an entry an option.

using System.Globalization;
using System.Text.Json.Nodes;
using Dbgsom.Classification;
using Dbgsom.Grid;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Options;

/// <content>The list of all options: adding one is an entry here and a property of <see cref="SomOptions"/>.</content>
public sealed partial class SomOption
{
    /// <summary>Every option, in the order of the documentation.</summary>
    public static IReadOnlyList<SomOption> All { get; } =
    [
        NullableNumber(
            "lambda",
            nameof(SomOptions.Lambda),
            o => o.Lambda,
            (o, v) => o with { Lambda = v },
            v => v > 0,
            "a number greater than 0",
            "factor of the growing threshold; smaller values give more neurons; auto grows to target-neurons instead"
        ),
        NullableInteger(
            "target-neurons",
            nameof(SomOptions.TargetNeurons),
            o => o.TargetNeurons,
            (o, v) => o with { TargetNeurons = v },
            4,
            SomOptions.MaxNeuronsLimit,
            "number of neurons; auto is 5·√n, at most 1000 and at most n; not valid with lambda; child maps always use auto"
        ),
        NullableInteger(
            "max-neurons",
            nameof(SomOptions.MaxNeurons),
            o => o.MaxNeurons,
            (o, v) => o with { MaxNeurons = v },
            4,
            SomOptions.MaxGridNeurons,
            "maximum number of neurons, at most 40000 for a growing map; auto is 5·√n with a lambda, else target-neurons, or 1.25 times that if growth only approaches it"
        ),
        NullableInteger(
            "epochs",
            nameof(SomOptions.Epochs),
            o => o.Epochs,
            (o, v) => o with { Epochs = v },
            1,
            int.MaxValue,
            "maximum number of epochs; auto is 500 with a lambda, 200 + 40·√target-neurons without; without a lambda, fewer epochs than needed shorten the annealing, and also the growth if half of them are too few for it; with a grid, the number of epochs on all rows, where auto is 20 to 100, more for fewer samples, the first ones on shares of the rows"
        ),
        new SomOption(
            "grid",
            nameof(SomOptions.Grid),
            "columns x rows, such as 20x30, with 4 to 1000000 neurons, or auto",
            "size of a map that does not grow; auto is 5·√n neurons with the aspect ratio of the first two principal components; off lets the map grow",
            false,
            "off",
            o => o.Grid is { } grid ? JsonValue.Create(grid.ToString()) : null,
            (o, t) => o with { Grid = t is null ? null : GridSize.Parse(t) },
            _ => true
        )
        {
            IsRare = true,
        },
        Choice(
            "topology",
            nameof(SomOptions.Topology),
            o => o.Topology,
            (o, v) => o with { Topology = v },
            "cells of the grid: squares with four neighbors, or hexagons with six",
            unwritten: MapGrid.Square
        ),
        Choice(
            "boundary",
            nameof(SomOptions.Boundary),
            o => o.Boundary,
            (o, v) => o with { Boundary = v },
            "boundary of a grid of given size: edges, or a torus",
            unwritten: GridBoundary.Planar
        ),
        Choice(
            "starting-weights",
            nameof(SomOptions.StartingWeights),
            o => o.StartingWeights,
            (o, v) => o with { StartingWeights = v },
            "initial weights of a grid of given size: the plane of the first two principal components, or samples drawn with the seed",
            unwritten: StartingWeights.Principal
        ),
        NullableNumber(
            "sigma-start",
            nameof(SomOptions.SigmaStart),
            o => o.SigmaStart,
            (o, v) => o with { SigmaStart = v },
            v => v > 0,
            "a number greater than 0",
            "initial neighborhood width in hops; auto is 1.5 for a growing map, half of the longer side of a grid, a quarter of it on a torus"
        ),
        NullableNumber(
            "sigma-end",
            nameof(SomOptions.SigmaEnd),
            o => o.SigmaEnd,
            (o, v) => o with { SigmaEnd = v },
            v => v > 0,
            "a number greater than 0",
            "neighborhood width that the coarse phase approaches; auto is 0.05·(√neurons − 1)"
        ),
        NullableNumber(
            "sigma-fine",
            nameof(SomOptions.SigmaFine),
            o => o.SigmaFine,
            (o, v) => o with { SigmaFine = v },
            v => v > 0,
            "a number greater than 0 and at most the sigma at the end",
            "neighborhood width in the fine phase; auto derives it from order"
        ),
        NullableNumber(
            "order",
            nameof(SomOptions.Order),
            o => o.Order,
            (o, v) => o with { Order = v },
            v => v is >= 0 and <= 1,
            "a number from 0 to 1",
            "trade-off from 0, faithful to the data, to 1, well ordered: sets the neighborhood width in the fine phase from 0.3 hops to sigma-end; off equals 1",
            nullWord: "off",
            isRare: true
        ),
        Choice(
            "decay",
            nameof(SomOptions.Decay),
            o => o.Decay,
            (o, v) => o with { Decay = v },
            "decay of the neighborhood width"
        ),
        Choice(
            "neighborhood",
            nameof(SomOptions.Neighborhood),
            o => o.Neighborhood,
            (o, v) => o with { Neighborhood = v },
            "neighborhood function"
        ),
        Number(
            "neighborhood-cutoff",
            nameof(SomOptions.NeighborhoodCutoff),
            o => o.NeighborhoodCutoff,
            (o, v) => o with { NeighborhoodCutoff = v },
            v => v >= 1,
            "a number of at least 1",
            "cutoff of a cut Gaussian, in widths"
        ),
        Choice(
            "cutgauss-phase",
            nameof(SomOptions.CutGaussPhase),
            o => o.CutGaussPhase,
            (o, v) => o with { CutGaussPhase = v },
            "phase in which the Gaussian is cut"
        ),
        Choice(
            "pointer-search",
            nameof(SomOptions.PointerSearch),
            o => o.PointerSearch,
            (o, v) => o with { PointerSearch = v },
            "phase in which winners are searched only around the last winner: faster, but not exact"
        ),
        NullableNumber(
            "coarse-fraction",
            nameof(SomOptions.CoarseFraction),
            o => o.CoarseFraction,
            (o, v) => o with { CoarseFraction = v },
            v => v is > 0 and < 1,
            "a number between 0 and 1, both excluded",
            "share of the epochs for the coarse phase; only with a lambda; auto is 0.5"
        ),
        Number(
            "convergence-threshold",
            nameof(SomOptions.ConvergenceThreshold),
            o => o.ConvergenceThreshold,
            (o, v) => o with { ConvergenceThreshold = v },
            v => v > 0,
            "a number greater than 0",
            "growth by a threshold (lambda): the map has converged when the total movement of the weights is less"
        ),
        NullableNumber(
            "winner-stability",
            nameof(SomOptions.WinnerStability),
            o => o.WinnerStability,
            (o, v) => o with { WinnerStability = v },
            v => v is >= 0 and <= 1,
            "a number from 0 to 1",
            "growth by a threshold (lambda): the coarse map has converged when a smaller share of samples changes its winner; off uses the weights",
            nullWord: "off"
        ),
        NullableInteger(
            "patience",
            nameof(SomOptions.Patience),
            o => o.Patience,
            (o, v) => o with { Patience = v },
            2,
            int.MaxValue,
            "number of epochs without progress after which the map also counts as converged; off waits for the limits",
            nullWord: "off",
            isQuirk: true
        ),
        Integer(
            "smoothing-steps",
            nameof(SomOptions.SmoothingSteps),
            o => o.SmoothingSteps,
            (o, v) => o with { SmoothingSteps = v },
            0,
            "number of smoothing steps of the weights before neurons are added",
            greatest: 1000
        ),
        Number(
            "smoothing-epsilon",
            nameof(SomOptions.SmoothingEpsilon),
            o => o.SmoothingEpsilon,
            (o, v) => o with { SmoothingEpsilon = v },
            v => v is > 0 and <= 1,
            "a number greater than 0 and at most 1",
            "factor by which a smoothing step moves a neuron"
        ),
        Choice(
            "growth-rule",
            nameof(SomOptions.GrowthRule),
            o => o.GrowthRule,
            (o, v) => o with { GrowthRule = v },
            "which neurons get new neighbors"
        ),
        Choice(
            "growth-criterion",
            nameof(SomOptions.GrowthCriterion),
            o => o.GrowthCriterion,
            (o, v) => o with { GrowthCriterion = v },
            "the error that makes the map grow: distances, or mixed classes (needs labels and a lambda)"
        ),
        Flag(
            "vertical-growth",
            nameof(SomOptions.VerticalGrowth),
            o => o.VerticalGrowth,
            (o, v) => o with { VerticalGrowth = v },
            "train child maps for neurons with a high error, recursively"
        ),
        Integer(
            "min-samples-vertical-growth",
            nameof(SomOptions.MinSamplesVerticalGrowth),
            o => o.MinSamplesVerticalGrowth,
            (o, v) => o with { MinSamplesVerticalGrowth = v },
            1,
            "minimum number of samples for a child map"
        ),
        Number(
            "tau2",
            nameof(SomOptions.Tau2),
            o => o.Tau2,
            (o, v) => o with { Tau2 = v },
            v => v is > 0 and < 1,
            "a number between 0 and 1, both excluded",
            "a neuron gets a child map if its error exceeds this share of the error of one prototype for all samples"
        ),
        NullableInteger(
            "max-depth",
            nameof(SomOptions.MaxDepth),
            o => o.MaxDepth,
            (o, v) => o with { MaxDepth = v },
            1,
            SomOptions.MaxDepthLimit,
            "maximum number of levels of child maps",
            nullWord: "none"
        ),
        Choice(
            "vertical-rule",
            nameof(SomOptions.VerticalRule),
            o => o.VerticalRule,
            (o, v) => o with { VerticalRule = v },
            "which neurons get a child map",
            isQuirk: true
        ),
        Choice(
            "class-vote",
            nameof(SomOptions.ClassVote),
            o => o.ClassVote,
            (o, v) => o with { ClassVote = v },
            "which neurons vote on the class of a sample: the six nearest, or the winner alone"
        ),
        new(
            "seed",
            nameof(SomOptions.Seed),
            "a whole number from 0 to 4294967295",
            "seed of the starting samples",
            false,
            null,
            o => JsonValue.Create(o.Seed),
            (o, t) => o with { Seed = uint.Parse(t!, NumberStyles.None, CultureInfo.InvariantCulture) },
            _ => true
        ),
        Choice(
            "scale",
            nameof(SomOptions.Scaling),
            o => o.Scaling,
            (o, v) => o with { Scaling = v },
            "how features are scaled before training"
        ),
        new SomOption(
            "feature-weights",
            nameof(SomOptions.FeatureWeights),
            "a list such as age=2, color=1 of features, or category variables, with numbers of at least 0",
            "weights of features in distances; a category variable counts as one feature; 0 shows a feature without training on it",
            true,
            "off",
            o => o.FeatureWeights?.ToJson(),
            (o, t) => o with { FeatureWeights = t is null ? null : FeatureWeights.Parse(t) },
            _ => true
        )
        {
            IsRare = true,
            Written = o => o.FeatureWeights?.ToString(),
        },
        new SomOption(
            "feature-transforms",
            nameof(SomOptions.FeatureTransforms),
            "a list such as population=log of features with one of " + Naming.Named.NamesOf<FeatureTransform>(),
            "transforms of features before scaling: log for values that differ by factors, rank if only the order matters",
            true,
            "off",
            o => o.FeatureTransforms?.ToJson(),
            (o, t) => o with { FeatureTransforms = t is null ? null : FeatureTransforms.Parse(t) },
            _ => true
        )
        {
            IsRare = true,
            Written = o => o.FeatureTransforms?.ToString(),
        },
        NullableNumber(
            "max-missing",
            nameof(SomOptions.MaxMissing),
            o => o.MaxMissing,
            (o, v) => o with { MaxMissing = v },
            v => v is >= 0 and <= 1,
            "a number from 0 to 1",
            "maximum share of missing features in a training row; other rows are predicted, but not trained on; auto is 0.5",
            isRare: true
        ),
        Choice(
            "metric",
            nameof(SomOptions.Metric),
            o => o.Metric,
            (o, v) => o with { Metric = v },
            string.Join("; ", Metric.All.Select(metric => metric.Help).Prepend("distance").OfType<string>())
        ),
        Choice(
            "weighting",
            nameof(SomOptions.Weighting),
            o => o.Weighting,
            (o, v) => o with { Weighting = v },
            "how the weight of a sample depends on its distance",
            isQuirk: true
        ),
        Choice(
            "starting-samples",
            nameof(SomOptions.StartingSamples),
            o => o.StartingSamples,
            (o, v) => o with { StartingSamples = v },
            "how the starting samples are drawn",
            isQuirk: true
        ),
        Flag(
            "sigma-may-rise",
            nameof(SomOptions.SigmaMayRise),
            o => o.SigmaMayRise,
            (o, v) => o with { SigmaMayRise = v },
            "whether the width may rise with the map",
            isQuirk: true
        ),
        Flag(
            "keep-convergence",
            nameof(SomOptions.KeepConvergence),
            o => o.KeepConvergence,
            (o, v) => o with { KeepConvergence = v },
            "whether convergence in the coarse phase holds in the fine phase",
            isQuirk: true
        ),
        Flag(
            "idle-at-capacity",
            nameof(SomOptions.IdleAtCapacity),
            o => o.IdleAtCapacity,
            (o, v) => o with { IdleAtCapacity = v },
            "whether a full map stays in the coarse phase to its end",
            isQuirk: true
        ),
        Number(
            "sparse-neighborhood-share",
            nameof(SomOptions.SparseNeighborhoodShare),
            o => o.SparseNeighborhoodShare,
            (o, v) => o with { SparseNeighborhoodShare = v },
            v => v is >= 0 and <= 1,
            "a number from 0 to 1",
            "below this share of pairs with h ≥ 1e-6 the others count as 0",
            isQuirk: true
        ),
    ];
}
