using System.Runtime.CompilerServices;
using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Contracts;

/// <summary>Starts training on any grid, including one that no plan starts from.</summary>
internal static class GridTraining
{
    public static TrainingRun Start(SomOptions options, MapGrid grid, PassEngine engine)
    {
        var setup = TrainingRun.Start(options, engine).Setup;
        var start = TrainingPlan.For(options).Start(options, engine.RowCount, row => engine.Mass(row) > 0);
        var places = IsOwn(options, grid) ? start.Positions : grid.Start;
        double[] weights = [.. start.Samples.Take(places.Count).SelectMany(engine.ReadRow)];
        var neurons = new NeuronSet(Lattice.Replay(grid, places), weights, engine.ColumnCount);
        return Resume(null, RunState.Initial(options, setup, neurons, start.State), null, "start", engine, default);
    }

    /// <summary>Whether the plan of these options starts on the grid.</summary>
    public static bool IsOwn(SomOptions options, MapGrid grid) =>
        TrainingPlan.For(options).Start(options, Samples.Rows, _ => true).Grid == grid;

    /// <summary>The private method of <see cref="TrainingRun"/> that continues from a state.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Resume")]
    private static extern TrainingRun Resume(
        TrainingRun? type,
        RunState state,
        int[]? winners,
        string path,
        PassEngine engine,
        CancellationToken cancellationToken
    );
}
