// Over 300 lines: one list of what may be said of a run, each with its message.

using System.Globalization;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Training.Growth;

namespace Dbgsom.Training;

/// <summary>Finds problems of a completed run.</summary>
internal static class DiagnosticFinder
{
    // So far below the error of the neuron that is to grow, other neurons may follow.
    private const double WellBelow = 0.5;

    // From this share on dead neurons are many.
    private const double ManyDead = 0.25;

    // Columns that a message names.
    private const int MostNamed = 10;

    /// <summary>Returns the findings known before the first epoch.</summary>
    public static IReadOnlyList<Diagnostic> AtStart(SomOptions options, RunSetup setup) =>
        [
            .. GrowthImpossible(options, setup) is { } message
                ? [new Diagnostic(DiagnosticKind.GrowthImpossible, message)]
                : Array.Empty<Diagnostic>(),
            .. setup.Statistics.Missing is { } missing
                ? [new Diagnostic(DiagnosticKind.MissingValues, MissingValues(missing, setup, options))]
                : Array.Empty<Diagnostic>(),
            .. setup.ScalingExceptions is { Count: > 0 } columns
                ? [new Diagnostic(DiagnosticKind.ScaledOtherwise, ScaledOtherwise(columns, setup.FeatureNames))]
                : Array.Empty<Diagnostic>(),
        ];

    private static string ScaledOtherwise(IReadOnlyList<int> columns, IReadOnlyList<string>? names)
    {
        string named = string.Join(
            ", ",
            columns.Take(MostNamed).Select(c => names is null ? Text.Of($"column {c}") : $"'{names[c]}'")
        );
        string more = columns.Count > MostNamed ? $" and {columns.Count - MostNamed} more" : "";
        return $"More than half of the values are equal in {named}{more}, so the median absolute deviation is 0; the standard deviation scales {(columns.Count == 1 ? "it" : "them")} instead.";
    }

    /// <summary>Returns the findings known after training.</summary>
    /// <param name="run">The run.</param>
    /// <param name="sums">The sums of its final search.</param>
    /// <param name="children">How many neurons got a map below them.</param>
    public static IReadOnlyList<Diagnostic> Find(TrainingRun run, MeasureSums sums, int children)
    {
        var found = new List<Diagnostic>();
        void Add(DiagnosticKind kind, string message) => found.Add(new Diagnostic(kind, message));
        var (options, setup) = (run.Effective, run.Setup);
        bool equal = setup.Statistics.AllRowsEqual;
        if (equal)
            Add(DiagnosticKind.AllRowsEqual, "All rows are equal, so the map does not grow.");
        found.AddRange(AtStart(options, setup));
        int above = run.Neurons.Error.Count(error => error > run.GrowingThreshold);
        bool grows = options.Grid is null;
        bool full = grows && run.NeuronCount >= options.MaxNeurons;
        // The recorded runs have as many neurons all the same.
        bool few =
            !equal && setup.DistinctRows is { } distinct && (run.NeuronCount >= run.Capacity || run.NeuronCount > distinct);
        if (few)
            Add(DiagnosticKind.FewDistinctRows, FewRows(run, setup.DistinctRows!.Value, sums.Hits.Count(hits => hits > 0)));
        // Growth ended by the epochs, or by the clock that a Lambda sets it, with neurons that still want neighbors.
        bool cut =
            grows
            && !full
            && !few
            && above > 0
            && (run.Phase == TrainingPhase.Coarse || run.GrowthStopReason is StopReason.ScheduleEnded or StopReason.Epochs);
        if (
            found.TrueForAll(one => one.Kind is DiagnosticKind.MissingValues or DiagnosticKind.ScaledOtherwise)
            && grows
            && !run.HasGrown
            && !cut
            && !full
            && !equal
        )
            Add(DiagnosticKind.NoGrowth, NoGrowth(run));
        if (cut)
            Add(DiagnosticKind.GrowthCutByEpochs, GrowthCut(run, above));
        if (
            run.Phase == TrainingPhase.Fine
            && run.Epoch > 0
            && run.GrowthStopReason != StopReason.Epochs
            && run.StopReason is StopReason.Epochs or StopReason.NotEnded
        )
            Add(DiagnosticKind.NeverConverged, $"The map had not converged after {run.Epoch} epochs; allow more epochs.");
        if (full && !few && above > 0 && run.GrowthStopReason != StopReason.TargetSize)
            Add(
                DiagnosticKind.CappedAboveThreshold,
                $"The map stopped at max-neurons ({options.MaxNeurons}) with {above} of {run.NeuronCount} neurons above the growing threshold; a larger max-neurons lets it grow further."
            );
        found.AddRange(
            DeadNeurons(
                sums,
                equal ? "; all rows are equal"
                    : few ? $"; the data has only {setup.DistinctRows} distinct rows"
                    : 2L * run.NeuronCount <= setup.Statistics.RowCount ? BridgesGaps
                    : IsMany(sums) ? Text.Of($"; {run.NeuronCount} neurons are too many for {setup.Statistics.RowCount} rows")
                    : Text.Of(
                        $"; with {run.NeuronCount} neurons for {setup.Statistics.RowCount} rows this is usual and harmless"
                    ),
                equal || few ? null
                    : run.Options.Lambda is not null ? "train with a larger lambda for fewer neurons"
                    : !grows ? "train with a smaller grid, or grid auto"
                    // Maps below neurons take their size from the number of their samples.
                    : setup.Ancestry is null
                        ? $"train with a smaller target-neurons, such as {Math.Max(4, sums.Hits.Count(hits => hits > 0))}"
                    : null
            )
        );
        if (options.VerticalGrowth && children == 0 && setup.Ancestry is null && !equal)
            Add(DiagnosticKind.NoHierarchy, NoHierarchy(run, sums));
        // A column that is constant as given can still tell unit rows apart.
        int[] rounded = setup.Constant?.Rounded?.Columns ?? [];
        int[] constant = [.. setup.Statistics.ConstantColumns().Except(rounded)];
        if (constant.Length > 0)
            Add(DiagnosticKind.ConstantColumns, Constant(constant, setup.FeatureNames, ""));
        if (rounded.Length > 0)
            Add(DiagnosticKind.ConstantColumns, Constant(rounded, setup.FeatureNames, ", up to rounding,"));
        foreach (string option in WithoutEffect(run.Options))
            Add(DiagnosticKind.OptionWithoutEffect, $"The option {option} has no effect in this combination.");
        return found.AsReadOnly();
    }

    /// <summary>Why neurons of a map that suits its samples win none.</summary>
    public const string BridgesGaps = "; they bridge gaps between groups of samples";

    /// <summary>Reports the number of neurons without samples, if any.</summary>
    /// <param name="sums">The sums of the final search.</param>
    /// <param name="why">The reason.</param>
    /// <param name="remedy">The remedy if they are many; null for none.</param>
    public static IEnumerable<Diagnostic> DeadNeurons(MeasureSums sums, string why = "", string? remedy = null)
    {
        int dead = sums.Hits.Count(hits => hits == 0);
        string advice =
            !IsMany(sums) ? (why == BridgesGaps ? ", which is usual and harmless" : "")
            : remedy is null ? ""
            : $"; {remedy}";
        if (dead > 0)
            yield return new Diagnostic(
                DiagnosticKind.DeadNeurons,
                dead == 1
                    ? $"1 of {sums.Hits.Length} neurons wins no sample{(why == BridgesGaps ? "; it bridges a gap between groups of samples" : why)}{advice}."
                    : $"{dead} of {sums.Hits.Length} neurons win no sample{why}{advice}."
            );
    }

    /// <summary>True if more neurons win no sample than a map needs to bridge gaps.</summary>
    private static bool IsMany(MeasureSums sums) => sums.Hits.Count(hits => hits == 0) >= ManyDead * sums.Hits.Length;

    private static string FewRows(TrainingRun run, int distinct, int live)
    {
        // Neighbors draw one another towards the middle, so that different rows may have one winner.
        string shared =
            live < distinct ? $"; some of them share a neuron: a smaller sigma-end and sigma-start separate more of them" : "";
        string rows = distinct == 1 ? "1 distinct row" : $"{distinct} distinct rows";
        return run.NeuronCount <= Math.Max(distinct, run.Capacity) && run.Capacity < run.Effective.MaxNeurons
            ? $"The data has only {rows}, so the map stops at {run.NeuronCount} neurons{shared}."
            : $"The data has only {rows} for {run.NeuronCount} neurons{shared}.";
    }

    private static string NoHierarchy(TrainingRun run, MeasureSums sums)
    {
        double most = Enumerable.Range(0, sums.Hits.Length).Max(sums.Mass);
        int fewest = run.Options.MinSamplesVerticalGrowth;
        return most < fewest
            ? Text.Of(
                $"No neuron has a child map: the largest number of samples is {most}, and {fewest} are needed; a smaller min-samples-vertical-growth or fewer neurons let the hierarchy grow."
            )
            : Text.Of(
                $"No neuron has a child map: no neuron with {fewest} samples has the error that tau2 ({run.Options.Tau2}) requires; a smaller tau2 lets the hierarchy grow."
            );
    }

    /// <summary>True if no error can ever be above the growing threshold.</summary>
    public static bool CannotGrow(SomOptions options, RunSetup setup) =>
        options.GrowthCriterion.GreatestError(setup.Classes?.Count ?? 0) is { } greatest
        && options.Lambda * setup.Statistics.SpreadNorm >= greatest;

    private static string? GrowthImpossible(SomOptions options, RunSetup setup)
    {
        if (setup.FirstError is not { } first)
            return null;
        double spread = setup.Statistics.SpreadNorm;
        double greatest = options.GrowthCriterion.GreatestError(setup.Classes?.Count ?? 0)!.Value;
        if (greatest == 0)
            return "All samples have the same class, so the map cannot grow by entropy; growth-criterion quantization_error does not need classes.";
        string why = Text.Of(
            $"The map cannot grow: the growing threshold is {options.Lambda * spread:G4} bits (lambda {options.Lambda} times the spread of the data, {spread:G4}), and the entropy of {setup.Classes!.Count} classes is never above {greatest:G4}"
        );
        return first > 0
            ? Text.Of($"{why}; a lambda of {Round(WellBelow * first / spread)} works.")
            : $"{why}. A smaller lambda does not help: no neuron mixes classes when the map first converges.";
    }

    /// <summary>Two digits, so that the number can be typed.</summary>
    private static double Round(double value) =>
        double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string GrowthCut(TrainingRun run, int above)
    {
        int coarse = run.History.Count(report => report.Phase == TrainingPhase.Coarse);
        if (TrainingPlan.For(run.Options) is AnnealingPlan)
            return $"The map was still growing when its {Text.Of(coarse, "epoch")} were over, at {run.NeuronCount} of {run.Effective.TargetNeurons} neurons; allow more epochs, or a smaller target-neurons.";
        if (!run.History.Any(report => report.GrowthStep))
            return $"The map did not converge in {coarse} coarse epochs and so did not grow; try another seed, or a larger winner-stability.";
        string remedy = run.Effective.Lambda is null
            ? "or a smaller target-neurons"
            : "a larger coarse-fraction, or a larger lambda";
        return $"The map was still growing when its {coarse} coarse epochs were over, with {above} of {run.NeuronCount} neurons above the growing threshold; allow more epochs, {remedy}.";
    }

    private static string NoGrowth(TrainingRun run)
    {
        double largest = run.Neurons.Error.Max();
        if (largest == 0)
            return run.Effective.GrowthCriterion.NeedsLabels
                ? "The map stayed at its 4 initial neurons: each of them wins samples of only one class."
                : "The map stayed at its 4 initial neurons: every sample equals one of them.";
        return run.Effective.Lambda is { } lambda
            ? Text.Of(
                $"The map stayed at its 4 initial neurons: no error ({largest:G4} at most) is above the growing threshold {run.GrowingThreshold:G4}; a lambda below {lambda * largest / run.GrowingThreshold:G4} makes it grow{(run.Effective.GrowthCriterion.NeedsLabels ? "" : ", or leave lambda out")}."
            )
            : "The map stayed at its 4 initial neurons; a larger target-neurons makes it grow.";
    }

    private static string MissingValues(double[] missing, RunSetup setup, SomOptions options)
    {
        var features = FeatureDivision
            .Trained(setup.Division, options)
            .FeatureWeights?.Resolve(setup.FeatureNames, missing.Length, out _);
        // A missing category is missing in all features of its variable.
        string NameOf(int c) =>
            features?[c].VariableName is { } variable ? $"'{variable}'"
            : setup.FeatureNames is { } names ? $"'{names[c]}'"
            : $"column {c}";
        string[] columns =
        [
            .. Enumerable
                .Range(0, missing.Length)
                .Where(c => missing[c] > 0)
                .OrderByDescending(c => missing[c])
                .Select(c => Text.Of($"{NameOf(c)} in {missing[c]}"))
                .Distinct(),
        ];
        var named = columns.Take(MostNamed);
        string more = columns.Length > MostNamed ? $", and in {columns.Length - MostNamed} more features" : "";
        long beyond = setup.Statistics.RowCount - setup.Statistics.CountedRows;
        var counted = setup.Statistics;
        bool weighted = counted.GreatestMass != 1 || counted.Mass != counted.CountedRows;
        string left =
            beyond == 0
                ? ""
                : Text.Of(
                    $" {beyond} of {counted.RowCount} rows {(beyond == 1 ? "is" : "are")} not trained on: a row may lack {100 * (options.MaxMissing ?? SomOptions.DefaultMaxMissing)} % of the features (max-missing){(weighted ? ", and counts where its weight is above 0" : "")}."
                );
        if (columns.Length == 0)
            return "Values are missing in rows of weight 0." + left;
        return Text.Of($"Values are missing: {string.Join(", ", named)} of {setup.Statistics.Mass} samples{more}.") + left;
    }

    private static string Constant(int[] columns, IReadOnlyList<string>? featureNames, string upTo)
    {
        string[] names = Array.ConvertAll(columns, c => featureNames is null ? $"{c}" : $"{c} ('{featureNames[c]}')");
        string which =
            string.Join(", ", names.Take(MostNamed)) + (names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "");
        return names.Length == 1
            ? $"Column {which} has only one value{upTo} and has no effect."
            : $"Columns {which} have only one value each{upTo} and have no effect.";
    }

    /// <summary>Options set to something else than the preset's value where they do nothing.</summary>
    private static IEnumerable<string> WithoutEffect(SomOptions options)
    {
        var preset = SomOptions.FromPreset(options.Preset);
        bool alwaysCut = options.Neighborhood == Neighborhood.CutGaussian || options.CutGaussPhase == PhaseScope.All;
        if (
            options.NeighborhoodCutoff != preset.NeighborhoodCutoff
            && options.Neighborhood == Neighborhood.Gaussian
            && options.CutGaussPhase == PhaseScope.None
        )
            yield return "neighborhood-cutoff";
        if (options.CutGaussPhase != preset.CutGaussPhase && options.Neighborhood == Neighborhood.CutGaussian)
            yield return "cutgauss-phase";
        if (options.SmoothingEpsilon != preset.SmoothingEpsilon && options.SmoothingSteps == 0)
            yield return "smoothing-epsilon";
        if (!options.VerticalGrowth)
        {
            if (options.Tau2 != preset.Tau2)
                yield return "tau2";
            if (options.MinSamplesVerticalGrowth != preset.MinSamplesVerticalGrowth)
                yield return "min-samples-vertical-growth";
            if (options.MaxDepth != preset.MaxDepth)
                yield return "max-depth";
        }
        if (options.Grid is not null)
        {
            if (options.GrowthRule != preset.GrowthRule)
                yield return "growth-rule";
            if (options.GrowthCriterion != preset.GrowthCriterion)
                yield return "growth-criterion";
            if (options.SmoothingSteps != preset.SmoothingSteps)
                yield return "smoothing-steps";
        }
        if (TrainingPlan.For(options) is AnnealingPlan or GivenGridPlan)
        {
            if (options.WinnerStability != preset.WinnerStability)
                yield return "winner-stability";
            if (options.ConvergenceThreshold != preset.ConvergenceThreshold)
                yield return "convergence-threshold";
            if (options.Patience != preset.Patience)
                yield return "patience";
        }
        if (options.SigmaFine is not null && options.Order != preset.Order)
            yield return "order";
        if (options.SparseNeighborhoodShare != preset.SparseNeighborhoodShare && alwaysCut)
            yield return "sparse-neighborhood-share";
    }
}
