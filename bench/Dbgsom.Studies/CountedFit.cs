using System.Diagnostics;
using Dbgsom.Passes;

namespace Dbgsom.Studies;

/// <summary>A fit and what it cost.</summary>
/// <param name="Map">The map.</param>
/// <param name="FullEpochs">
/// The cost in full epochs, one of which finds the winners of all rows among all neurons of the finished map: the sum over all epochs of the share of
/// the rows times the share of those neurons.
/// </param>
/// <param name="Seconds">How long it took.</param>
public sealed record CountedFit(SomMap Map, double FullEpochs, double Seconds)
{
    /// <summary>Fits.</summary>
    /// <param name="options">What to train.</param>
    /// <param name="data">On what.</param>
    public static CountedFit Run(SomOptions options, DataMatrix data)
    {
        var clock = Stopwatch.StartNew();
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows);
        double work = 0;
        while (!run.IsFinished)
        {
            work += run.NeuronCount * run.NextPass().Sample.Share;
            run.Advance();
        }
        var map = run.Finish();
        return new CountedFit(map, work / map.Neurons.Count, clock.Elapsed.TotalSeconds);
    }
}
