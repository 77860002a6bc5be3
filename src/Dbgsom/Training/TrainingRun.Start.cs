using Dbgsom.Grid;
using Dbgsom.Map;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <content>How a run begins, is saved and is resumed.</content>
public sealed partial class TrainingRun
{
    /// <summary>Starts a run: measures the samples and places the first neurons.</summary>
    /// <param name="options">Options for training the map.</param>
    /// <param name="engine">The engine over the samples. It belongs to this run until another run is started or resumed with it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the samples cannot be trained on.</exception>
    public static TrainingRun Start(SomOptions options, PassEngine engine, CancellationToken cancellationToken = default) =>
        Start(options, engine, null, cancellationToken);

    /// <summary>Starts a run from given weights: measures the samples and places the neurons of a grid of given size.</summary>
    /// <param name="options">Options for training the map, with a <see cref="SomOptions.Grid"/>.</param>
    /// <param name="engine">The engine over the samples. It belongs to this run until another run is started or resumed with it.</param>
    /// <param name="start">
    /// The initial weights, in the units of the samples: one row per neuron, the grid row by row, and one column per feature, by name
    /// if both have names, otherwise by position. A missing value is replaced by the mean of the samples.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, the samples cannot be trained on, or the size of <paramref name="start"/> differs from the grid or
    /// the features of the samples.
    /// </exception>
    public static TrainingRun StartFrom(
        SomOptions options,
        PassEngine engine,
        DataMatrix start,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(start);
        if (options.Grid is not { IsAuto: false } size)
            throw new OptionException(
                nameof(options.Grid),
                of =>
                    $"{of(nameof(options.Grid))} is {options.Grid?.ToString() ?? "not given"}; initial weights need a grid of given size, such as 20x30"
            );
        start = InOrder(start, options, engine);
        if (start.RowCount != size.Count || start.ColumnCount != engine.GivenColumnCount)
            throw new ArgumentException(
                $"the initial weights are {start.RowCount} rows of {start.ColumnCount} columns; a grid of {size} and samples of {engine.GivenColumnCount} features need {size.Count} rows of {engine.GivenColumnCount}",
                nameof(start)
            );
        return Start(options, engine, null, cancellationToken, start);
    }

    /// <summary>Weights with the features of the samples in their order, where both have names.</summary>
    private static DataMatrix InOrder(DataMatrix start, SomOptions options, PassEngine engine)
    {
        if (engine.GivenNames is not { } names || start.FeatureNames is not { } own || own.SequenceEqual(names))
            return start;
        var places = own.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        var passive = options.FeatureWeights?.Divide(names, names.Count)?.PassiveNames ?? [];
        if (names.FirstOrDefault(name => !places.ContainsKey(name) && !passive.Contains(name)) is { } lacking)
            throw new ArgumentException(
                $"the initial weights lack the feature '{lacking}' of the samples; they have {WeightedFeatures.Shown(own, own.Count)}",
                nameof(start)
            );
        // Passive features play no part: what stands there is never looked at.
        var values = new double[start.RowCount, names.Count];
        for (int row = 0; row < start.RowCount; row++)
        for (int c = 0; c < names.Count; c++)
            values[row, c] = places.TryGetValue(names[c], out int place) ? start[row, place] : double.NaN;
        return DataMatrix.From(values);
    }

    /// <summary>A map of given weights that knows hits, densities and distances of samples: a run that is finished before its first epoch. Nothing is left out as constant in the samples.</summary>
    internal static SomMap Place(
        SomOptions options,
        PassEngine engine,
        DataMatrix weights,
        CancellationToken cancellationToken
    ) =>
        Start(options, engine, null, cancellationToken, InOrder(weights, options, engine), placed: true)
            .Finish(null, cancellationToken);

    /// <summary>Starts a run that goes on from a map: its neurons, and its space, see <see cref="SomMap.Continue"/>.</summary>
    internal static TrainingRun Continue(
        SomMap map,
        ContinueOptions asked,
        PassEngine engine,
        CancellationToken cancellationToken
    )
    {
        engine.CurrentRun = null;
        var content = map.Content;
        var setup = RunSetup.Prepare(
            content.Options with
            {
                TargetNeurons = null,
                MaxNeurons = null,
            },
            engine,
            (_, _) => content.Transform,
            (_, _) => content.Scaler,
            _ => content.Constant,
            cancellationToken
        );
        var plan = new ContinuingPlan(
            TrainingPlan.For(content.Options),
            content.Effective,
            asked.TargetNeurons ?? map.Neurons.Count,
            asked.Epochs
        );
        var neurons = NeuronSet.Restore(
            Lattice.Replay(map.Lattice.Grid, map.Lattice.Positions),
            map.Weights.Values.ToArray(),
            map.FeatureCount,
            [.. content.Error],
            content.EpochCreated
        );
        var state = RunState.Initial(content.Options, setup, neurons, plan.Before(neurons.Count)) with
        {
            Course = plan,
            Epoch = content.Training.Epochs,
            History = content.Training.History,
        };
        var run = new TrainingRun(state, engine);
        engine.Rewind(run.Epoch);
        engine.CurrentRun = run;
        return run;
    }

    /// <summary>Starts the run of a map within a hierarchy.</summary>
    internal static TrainingRun Start(
        SomOptions options,
        PassEngine engine,
        Ancestry? ancestry,
        CancellationToken cancellationToken,
        DataMatrix? given = null,
        bool placed = false
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(engine);
        options.Validate();
        engine.CurrentRun = null;
        var setup = placed
            ? RunSetup.Prepare(options, engine, (_, _) => null, (_, _) => null, _ => null, cancellationToken)
            : RunSetup.Prepare(options, engine, ancestry, cancellationToken);
        var plan = TrainingPlan.For(options);
        var start = plan.Start(
            options,
            engine.RowCount,
            row => engine.Mass(row) > 0,
            setup.Different(engine, cancellationToken),
            setup.Statistics.CountedRows,
            given is null && plan.StartsOnPlane(options)
                ? PrincipalPlane.Of(engine, setup.Statistics.Mean, setup.Statistics.Mass, options.Metric, cancellationToken)
                : null
        );
        double[] weights = given is null ? start.Weights ?? Sampled() : Given(given);
        var run = Begin();
        if (DiagnosticFinder.CannotGrow(run.Effective, setup))
        {
            setup = setup with { FirstError = FirstGrowth.GreatestError(run, cancellationToken) };
            run = Begin();
        }
        return run;

        double[] Given(DataMatrix codebook)
        {
            using var rows = new LocalEngine(codebook, 1);
            rows.View(engine.Space);
            return
            [
                .. Enumerable
                    .Range(0, codebook.RowCount)
                    .SelectMany(row => CompletedRow.Of(rows.ReadRow(row), setup.Statistics.Mean, options.Metric)),
            ];
        }

        double[] Sampled() =>
            [
                .. engine
                    .ReadRows(start.Samples, cancellationToken)
                    .SelectMany(row => CompletedRow.Of(row.Values, setup.Statistics.Mean, options.Metric)),
            ];

        TrainingRun Begin()
        {
            var neurons = new NeuronSet(Lattice.Replay(start.Grid, start.Positions), weights, engine.ColumnCount);
            var started = new TrainingRun(RunState.Initial(options, setup, neurons, start.State), engine);
            engine.Rewind(0);
            engine.CurrentRun = started;
            return started;
        }
    }

    /// <summary>Resumes a saved run over the same samples.</summary>
    /// <param name="path">A run file, see <see cref="Save"/>.</param>
    /// <param name="engine">An engine over the samples that the run was started with; the number of threads may differ.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">The file is not a run file.</exception>
    /// <exception cref="ArgumentException">The samples differ from those of the run.</exception>
    public static TrainingRun Resume(string path, PassEngine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var (state, winners) = RunFile.Load(path);
        return Resume(state, winners, path, engine, cancellationToken);
    }

    /// <summary>Resumes a run from the bytes of a run file; messages call it by <paramref name="name"/>.</summary>
    internal static TrainingRun Resume(byte[] bytes, string name, PassEngine engine, CancellationToken cancellationToken) =>
        Resume(RunFile.Load(bytes, name), null, name, engine, cancellationToken);

    /// <summary>
    /// Saves the complete run, so that <see cref="Resume(string, PassEngine, CancellationToken)"/> ends with the identical map.
    /// </summary>
    /// <param name="path">The run file.</param>
    /// <exception cref="InvalidOperationException">The engine of the run was disposed or is in use by another run.</exception>
    public void Save(string path)
    {
        CheckEngine();
        // Pointer search depends on all winners before; any other winners are found again by one search.
        bool needsWinners = follows && Options.PointerSearch != PhaseScope.None;
        RunFile.Save(path, State(), needsWinners ? Engine.SaveWinners() : null);
    }

    /// <summary>The bytes of the run file of a run that needs no winners of its rows.</summary>
    internal byte[] ToBytes() => RunFile.ToBytes(State());

    private static TrainingRun Resume(
        RunState state,
        int[]? winners,
        string path,
        PassEngine engine,
        CancellationToken cancellationToken
    )
    {
        var run = new TrainingRun(state, engine);
        if (run.Epoch > run.Effective.Epochs)
            throw new InvalidDataException($"{path}: the run is at epoch {run.Epoch} of {run.Effective.Epochs}");
        engine.CurrentRun = null;
        run.Setup.Attach(engine, run.Effective, cancellationToken);
        if (run.follows && winners is not null)
            engine.RestoreWinners(run.Epoch - 1, winners);
        else if (run.follows)
        {
            engine.Rewind(run.Epoch - 1);
            engine.Run(run.Pass(run.Epoch - 1, run.PreviousWeights, null, false), cancellationToken);
        }
        engine.CurrentRun = run;
        return run;
    }

    private RunState State() =>
        new()
        {
            Options = Options,
            Course = plan,
            Setup = Setup,
            Neurons = Neurons,
            PreviousWeights = PreviousWeights,
            Epoch = Epoch,
            Plan = state,
            Follows = follows,
            WorkDone = workDone,
            History = history,
        };
}
