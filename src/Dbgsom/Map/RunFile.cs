using System.Globalization;
using System.Text.Json.Nodes;
using Dbgsom.Grid;
using Dbgsom.Options;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Map;

/// <summary>The run file: a <see cref="TrainingRun"/> between two epochs, with the weights of this epoch and of the one before.</summary>
internal static class RunFile
{
    private const string Kind = "dbgsom-run";
    private const string PlanEntry = "plan";

    public static void Save(string path, RunState state, int[]? winners) =>
        ArchiveWriter.Save(path, archive => Write(archive, state, winners));

    /// <summary>The bytes of the file.</summary>
    public static byte[] ToBytes(RunState state) => ArchiveWriter.ToBytes(archive => Write(archive, state, null));

    public static (RunState State, int[]? Winners) Load(string path)
    {
        using var archive = new ArchiveReader(path);
        return archive.Read(() => Read(archive));
    }

    /// <summary>A run from the bytes of a file.</summary>
    public static RunState Load(byte[] bytes, string name)
    {
        using var archive = new ArchiveReader(bytes, name);
        return archive.Read(() => Read(archive)).State;
    }

    private static void Write(ArchiveWriter archive, RunState state, int[]? winners)
    {
        var statistics = state.Setup.Statistics;
        archive.Matrix("weights.npy", state.Neurons.Weights, state.Neurons.Columns);
        archive.Matrix("previous_weights.npy", state.PreviousWeights, state.Neurons.Columns);
        LatticeArrays.Write(archive, state.Neurons.Lattice);
        archive.Vector("error.npy", state.Neurons.Error);
        archive.Vector<int>("epoch_created.npy", [.. state.Neurons.EpochCreated]);
        archive.Vector("minimum.npy", statistics.Minimum);
        archive.Vector("maximum.npy", statistics.Maximum);
        archive.Vector("mean.npy", statistics.Mean);
        archive.Vector("squared_deviation.npy", statistics.SquaredDeviation);
        if (statistics.Missing is { } missing)
            archive.Vector("missing_mass.npy", missing);
        HistoryArray.Write(archive, state.History);
        SetupEntries.WriteScaler(archive, state.Setup.Scaler);
        ConstantEntries.Write(archive, state.Setup.Constant);
        if (winners is not null)
            archive.Vector("winners.npy", winners);
        archive.Json("run.json", LatticeArrays.Describe(Describe(state), state.Neurons.Lattice.Grid));
    }

    private static (RunState State, int[]? Winners) Read(ArchiveReader archive)
    {
        var json = archive.Json("run.json");
        SetupEntries.CheckFormat(archive, json, Kind);
        var (weights, count, columns) = archive.Matrix("weights.npy", null, null);
        if (columns == 0)
            throw archive.Bad("'weights.npy' has no column");
        var options = OptionsJson.Read(json.Object("options"));
        var setup = ReadSetup(archive, json, options, columns);
        var created = Array.ConvertAll(archive.Counts("epoch_created.npy", count, int.MaxValue), epoch => (int)epoch);
        var state = new RunState
        {
            Options = options,
            Course = ReadPlan(archive, json, options),
            Setup = setup,
            Neurons = NeuronSet.Restore(
                LatticeArrays.Read(archive, json, count),
                weights,
                columns,
                archive.Quantities("error.npy", count),
                created
            ),
            PreviousWeights = archive.Matrix("previous_weights.npy", null, columns).Values,
            Epoch = json.Count("epoch"),
            Plan = new PlanState
            {
                Phase = json.Enumeration<TrainingPhase>("phase"),
                Sigma = json.Number("sigma"),
                GrowingThreshold = json.Quantity("growing_threshold"),
                Convergence = new Convergence(
                    json.Flag("converged"),
                    json.Quantity("least_change"),
                    json.Count("stagnant_epochs")
                ),
                GrowthStopReason = StopReasonNames.Read(json, "growth_ended_by"),
                StopReason = StopReasonNames.Read(json, "ended_by"),
                Share = json.Has("share") ? json.Number("share") : 1,
                EpochsInStep = json.Has("plan_epochs") ? json.Count("plan_epochs") : 0,
                Clearings = json.Has("clearings") ? json.Count("clearings") : 0,
                Refinements = json.Has("refinements") ? json.Count("refinements") : 0,
            },
            WorkDone = json.Has("work_done") ? json.Quantity("work_done") : 0,
            Follows = !json.Has("follows") ? json.Count("epoch") > 0 : json.Flag("follows"),
            History = HistoryArray.Read(archive, json.Count("epoch")),
        };
        if (
            state.PreviousWeights.Length > weights.Length
            || state.PreviousWeights.Length < PassNeeds.FewestNeurons * columns
            || !(state.Plan.Sigma > 0)
            || !(state.Plan.Share > 0 && state.Plan.Share <= 1)
            || (state.Follows && state.Epoch == 0)
            || created.Max() > state.Epoch
        )
            throw archive.Bad("the state of the run contradicts itself");
        ModelChecks.CheckWeights(archive, "weights.npy", new WeightMatrix(weights, columns), setup.Scaler);
        SetupEntries.CheckWeights(archive, "weights.npy", options.Metric, weights, columns);
        SetupEntries.CheckWeights(archive, "previous_weights.npy", options.Metric, state.PreviousWeights, columns);
        return (state, archive.Has("winners.npy") ? Winners(archive, setup, state.PreviousWeights.Length / columns) : null);
    }

    private static int[] Winners(ArchiveReader archive, RunSetup setup, int neurons)
    {
        var winners = archive.Counts("winners.npy", (int)Math.Min(setup.Statistics.RowCount, int.MaxValue));
        return Array.TrueForAll(winners, winner => winner < neurons)
            ? Array.ConvertAll(winners, winner => (int)winner)
            : throw archive.Bad("'winners.npy' names a neuron that does not exist");
    }

    private static JsonObject Describe(RunState state)
    {
        var json = Always(state);
        // Only where earlier versions had another plan for these options.
        if (state.Course is AnnealingPlan)
            json[PlanEntry] = state.Course.Name;
        if (state.Setup.DistinctRows is { } distinct)
            json["distinct_rows"] = distinct;
        if (state.Setup.Statistics.GreatestScale != 1)
            json["greatest_scale"] = state.Setup.Statistics.GreatestScale;
        state.Setup.Division?.Write(json);
        TransformedColumns.Write(state.Setup.Transform, json);
        if (state.Setup.ScalingExceptions.Count > 0)
            json["scaling_exceptions"] = SetupEntries.Indices(state.Setup.ScalingExceptions);
        if (state.Plan.Share != 1)
            json["share"] = state.Plan.Share;
        if (state.Plan.EpochsInStep != 0)
            json["plan_epochs"] = state.Plan.EpochsInStep;
        if (state.Plan.Clearings != 0)
            json["clearings"] = state.Plan.Clearings;
        if (state.Plan.Refinements != 0)
            json["refinements"] = state.Plan.Refinements;
        if (state.WorkDone != 0)
            json["work_done"] = state.WorkDone;
        if (state.Follows != (state.Epoch > 0))
            json["follows"] = state.Follows;
        return json;
    }

    /// <summary>The plan of a run. A run of an earlier version that names none grows as it began, where its options have another plan now.</summary>
    private static TrainingPlan ReadPlan(ArchiveReader archive, JsonFields json, SomOptions options)
    {
        var plan = TrainingPlan.For(options);
        if (!json.Has(PlanEntry))
            return plan is AnnealingPlan ? TrainingPlan.ByThreshold : plan;
        string name = json.String(PlanEntry);
        return name == plan.Name
            ? plan
            : throw archive.Bad($"the run follows the plan '{name}', its options that of '{plan.Name}'");
    }

    private static JsonObject Always(RunState state) =>
        new()
        {
            ["format"] = SetupEntries.Format(Kind),
            ["options"] = OptionsJson.Write(state.Options),
            ["feature_names"] = SetupEntries.Names(state.Setup.FeatureNames),
            ["classes"] = SetupEntries.Classes(state.Setup.Classes),
            ["first_error"] = state.Setup.FirstError,
            ["constant_columns"] = SetupEntries.Indices(
                state.Setup.Constant?.Columns ?? state.Setup.Scaler?.ConstantColumns ?? []
            ),
            ["data_fingerprint"] = state.Setup.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
            ["statistics_fingerprint"] = state.Setup.Statistics.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
            ["rows"] = state.Setup.Statistics.RowCount,
            ["counted_rows"] = state.Setup.Statistics.CountedRows,
            ["mass"] = state.Setup.Statistics.Mass,
            ["greatest_mass"] = state.Setup.Statistics.GreatestMass,
            ["initial_error"] = state.Setup.Statistics.InitialError,
            ["epoch"] = state.Epoch,
            ["phase"] = state.Plan.Phase.ToString(),
            ["sigma"] = state.Plan.Sigma,
            ["growing_threshold"] = state.Plan.GrowingThreshold,
            ["converged"] = state.Plan.Convergence.Reached,
            ["least_change"] = state.Plan.Convergence.Least,
            ["stagnant_epochs"] = state.Plan.Convergence.Stagnant,
            ["growth_ended_by"] = StopReasonNames.Word(state.Plan.GrowthStopReason),
            ["ended_by"] = StopReasonNames.Word(state.Plan.StopReason),
        };

    private static RunSetup ReadSetup(ArchiveReader archive, JsonFields json, SomOptions options, int columns)
    {
        var constant = SetupEntries.ReadIndices(json, "constant_columns", columns);
        var statistics = new DataStatistics
        {
            RowCount = json.Long("rows"),
            CountedRows = json.Long("counted_rows"),
            Mass = json.Quantity("mass"),
            GreatestMass = json.Quantity("greatest_mass", json.Quantity("mass")),
            // Earlier files lack it: with equal features it is at most their number.
            GreatestScale =
                json.Has("greatest_scale") ? Math.Max(1, json.Quantity("greatest_scale"))
                : archive.Has("missing_mass.npy") ? columns
                : 1,
            InitialError = json.Quantity("initial_error"),
            Metric = options.Metric,
            Minimum = archive.Vector("minimum.npy", columns),
            Maximum = archive.Vector("maximum.npy", columns),
            Mean = archive.Vector("mean.npy", columns),
            SquaredDeviation = archive.Quantities("squared_deviation.npy", columns),
            Missing = archive.Has("missing_mass.npy") ? archive.Quantities("missing_mass.npy", columns) : null,
            Fingerprint = Hexadecimal(json, "statistics_fingerprint"),
        };
        return new RunSetup(
            statistics,
            Hexadecimal(json, "data_fingerprint"),
            SetupEntries.ReadScaler(archive, options.Scaling, columns, constant),
            ConstantEntries.Read(archive, columns),
            SetupEntries.ReadNames(json, columns),
            SetupEntries.ReadClasses(json),
            json.Has("first_error") ? json.Quantity("first_error") : null,
            json.Has("distinct_rows") ? json.Count("distinct_rows") : null,
            null
        )
        {
            Division = FeatureDivision.Read(json, SetupEntries.ReadNames(json, columns), columns),
            Transform = TransformedColumns.Read(json, columns),
            ScalingExceptions = json.Has("scaling_exceptions")
                ? SetupEntries.ReadIndices(json, "scaling_exceptions", columns)
                : [],
        };
    }

    private static ulong Hexadecimal(JsonFields json, string name) =>
        ulong.TryParse(json.String(name), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw json.Bad(name, "is not a hexadecimal number");
}
