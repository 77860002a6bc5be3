using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Tests.Contracts;

/// <summary>
/// Two runs that have to be the same but for rounding, epoch by epoch. New neurons are set where others mirror them, so a row can be as far from
/// one neuron as from another; then rounding decides. Only there the two may part, and what follows is not compared.
/// </summary>
internal static class Lockstep
{
    public static void Assert(
        Variant variant,
        DataMatrix data,
        DataMatrix other,
        Func<double, int, double> expected,
        double tolerance
    )
    {
        using var rows = variant.Estimator.Engine(variant.Request(data));
        using var others = variant.Estimator.Engine(variant.Request(other));
        var (run, second) = (TrainingRun.Start(variant.Options, rows), TrainingRun.Start(variant.Options, others));
        while (!run.IsFinished)
        {
            run.Advance();
            second.Advance();
            var (winners, found) = (rows.SaveWinners(), others.SaveWinners());
            int[] parted = [.. Enumerable.Range(0, winners.Length).Where(row => winners[row] != found[row])];
            foreach (int row in parted)
                Xunit.Assert.Equal(Distance(run, rows, row, winners[row]), Distance(run, rows, row, found[row]), tolerance);
            if (parted.Length > 0)
                return;
            Xunit.Assert.Equal(run.Positions, second.Positions);
            double[] weights = InDataUnits(run);
            double[] moved = InDataUnits(second);
            for (int i = 0; i < weights.Length; i++)
                Xunit.Assert.Equal(expected(weights[i], i % Samples.Columns), moved[i], tolerance);
        }
        Xunit.Assert.True(second.IsFinished);
        Xunit.Assert.Equal(run.StopReason, second.StopReason);
    }

    private static double Distance(TrainingRun run, LocalEngine rows, int row, int neuron) =>
        run.Effective.Metric.Distance(rows.ReadRow(row), run.PreviousWeights.AsSpan(neuron * Samples.Columns, Samples.Columns));

    private static double[] InDataUnits(TrainingRun run)
    {
        double[] weights = run.Weights.Values.ToArray();
        run.Setup.Scaler?.Invert(weights);
        return weights;
    }
}
