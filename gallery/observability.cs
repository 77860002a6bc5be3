// Training watched from outside
//
// The library prints nothing; it has a meter and an activity source, both called "Dbgsom". Here a program listens to them in its own process, for
// which no package is needed. OpenTelemetry and dotnet-counters read the same. An activity also knows how long the fit took.

#:project ../src/Dbgsom/Dbgsom.csproj

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dbgsom;
using Dbgsom.Rows;

long epochs = 0;
long rows = 0;
int neurons = 0;
var errors = new List<double>();

using var meters = new MeterListener
{
    InstrumentPublished = (instrument, listener) =>
    {
        if (instrument.Meter.Name == "Dbgsom")
            listener.EnableMeasurementEvents(instrument);
    },
};
meters.SetMeasurementEventCallback<long>(
    (instrument, value, _, _) =>
    {
        if (instrument.Name == "dbgsom.epochs")
            epochs += value;
        if (instrument.Name == "dbgsom.rows")
            rows += value;
    }
);
meters.SetMeasurementEventCallback<int>((_, value, _, _) => neurons = value);
meters.SetMeasurementEventCallback<double>((_, value, _, _) => errors.Add(value));
meters.Start();

using var fits = new ActivityListener
{
    ShouldListenTo = source => source.Name == "Dbgsom",
    Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
    ActivityStopped = fit =>
    {
        string tags = string.Join(", ", fit.TagObjects.Where(tag => tag.Value is not "").Select(tag => $"{tag.Key} {tag.Value}"));
        Console.WriteLine($"{fit.OperationName} has ended: {tags}");
    },
};
ActivitySource.AddActivityListener(fits);

SomMap map = new SomVq(SomOptions.Default with { TargetNeurons = 80 }).Fit(SampleData.Shapes());

Console.WriteLine($"{epochs} epochs, {rows} rows looked at, {neurons} neurons");
for (int i = 0; i < errors.Count; i += Math.Max(1, errors.Count / 4))
    Console.WriteLine($"epoch {i + 1}: quantization error {errors[i]:0.0000}");
Console.WriteLine($"the map itself says {map.Training.Epochs} epochs, {map.Neurons.Count} neurons");
