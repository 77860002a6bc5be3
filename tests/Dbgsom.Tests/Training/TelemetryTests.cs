using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Dbgsom.Tests.Training;

public class TelemetryTests
{
    [Fact]
    public void Listeners_hear_of_every_epoch()
    {
        // Other tests train at the same time: this map alone has so many rows.
        var data = DataMatrix.From([.. Enumerable.Range(0, 2 * 1237).Select(i => (double)(i * 7919 % 1009))], 2);
        var rows = new ConcurrentBag<long>();
        var names = new ConcurrentDictionary<string, byte>();
        var fits = new ConcurrentBag<Activity>();
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
                names[instrument.Name] = 0;
                if (instrument.Name == "dbgsom.rows" && value == 1237)
                    rows.Add(value);
            }
        );
        meters.SetMeasurementEventCallback<int>((instrument, _, _, _) => names[instrument.Name] = 0);
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => names[instrument.Name] = 0);
        meters.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Dbgsom",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = fits.Add,
        };
        ActivitySource.AddActivityListener(activities);

        var map = new SomVq(SomOptions.Default with { Lambda = 3 }).Fit(data);

        Assert.Equal(map.Training.Epochs, rows.Count);
        Assert.Equal(
            ["dbgsom.epochs", "dbgsom.neurons", "dbgsom.quantization_error", "dbgsom.rows"],
            names.Keys.Order(StringComparer.Ordinal)
        );
        Assert.Contains(fits, fit => fit.OperationName == "dbgsom.fit" && Equals(fit.GetTagItem("dbgsom.rows"), 1237L));
    }

    [Theory]
    [InlineData("dbgsom.epochs")]
    [InlineData("dbgsom.rows")]
    [InlineData("dbgsom.neurons")]
    [InlineData("dbgsom.quantization_error")]
    public void Whoever_listens_to_one_number_hears_it(string name)
    {
        int heard = 0;
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((_, _, _, _) => Interlocked.Increment(ref heard));
        meters.SetMeasurementEventCallback<int>((_, _, _, _) => Interlocked.Increment(ref heard));
        meters.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref heard));
        meters.Start();
        new SomVq(SomOptions.Default with { TargetNeurons = 4 }).Fit(SameBitsTests.Make(40, 2, 1));
        Assert.True(heard > 0);
    }
}
