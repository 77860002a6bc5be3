using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Studies;

/// <summary>What it costs to be watched, and not to be: fits of a small map, whose epochs are short, in turns.</summary>
public static class TelemetryStudy
{
    private const int Rounds = 40;

    public static void Run(TextWriter output)
    {
        var data = SampleData.Shapes();
        var training = new SomVq(SomOptions.Default with { TargetNeurons = 20 });
        int epochs = training.Fit(data).Training.Epochs;
        double[] alone = new double[Rounds];
        double[] again = new double[Rounds];
        double[] watched = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            alone[round] = Seconds(training, data);
            using (Listener())
                watched[round] = Seconds(training, data);
            again[round] = Seconds(training, data);
        }
        output.WriteLine($"{epochs} epochs of {data.RowCount} rows, {Rounds} fits of each kind in turns.\n");
        output.WriteLine("| | fastest | median |");
        output.WriteLine("|---|---|---|");
        Line("nobody listens", alone);
        Line("nobody listens, again", again);
        Line("somebody listens to all four instruments", watched);

        void Line(string name, double[] seconds)
        {
            Array.Sort(seconds);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {seconds[0] * 1e3:0.00} ms | {seconds[Rounds / 2] * 1e3:0.00} ms |"
                )
            );
        }
    }

    private static double Seconds(SomVq training, DataMatrix data)
    {
        var clock = Stopwatch.StartNew();
        training.Fit(data);
        return clock.Elapsed.TotalSeconds;
    }

    private static MeterListener Listener()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Dbgsom")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        listener.Start();
        return listener;
    }
}
