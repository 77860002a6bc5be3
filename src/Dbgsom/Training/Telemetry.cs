using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Dbgsom.Training;

/// <summary>
/// The telemetry of training for <c>dotnet-counters</c> or OpenTelemetry: a meter and an activity source, both named "Dbgsom". Without
/// listeners it costs a null comparison per epoch.
/// </summary>
internal static class Telemetry
{
    private const string Name = "Dbgsom";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Epochs = Meter.CreateCounter<long>("dbgsom.epochs", "{epoch}", "Epochs trained");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("dbgsom.rows", "{row}", "Rows looked at by epochs");
    private static readonly Gauge<int> Neurons = Meter.CreateGauge<int>(
        "dbgsom.neurons",
        "{neuron}",
        "Neurons of the map in the making"
    );
    private static readonly Gauge<double> Error = Meter.CreateGauge<double>(
        "dbgsom.quantization_error",
        null,
        "Mean distance of the samples to their winners, before the last update"
    );

    /// <summary>Begins the training of a map; dispose of what comes back at its end. Null where nobody listens.</summary>
    /// <param name="rows">Number of samples.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="path">Where the map stands in a hierarchy, see <see cref="EpochReport.Path"/>.</param>
    public static Activity? Fit(long rows, int columns, string path)
    {
        var activity = Source.StartActivity("dbgsom.fit");
        activity?.SetTag("dbgsom.rows", rows).SetTag("dbgsom.features", columns).SetTag("dbgsom.path", path);
        return activity;
    }

    /// <summary>Reports a completed epoch.</summary>
    public static void Epoch(EpochReport report, long rows)
    {
        if (!Epochs.Enabled && !Rows.Enabled && !Neurons.Enabled && !Error.Enabled)
            return;
        Epochs.Add(1);
        Rows.Add(rows);
        Neurons.Record(report.NeuronsAfter);
        Error.Record(report.QuantizationError);
    }
}
