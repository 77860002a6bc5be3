using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Tests;

/// <summary>Maps that are trained in a moment, for tests that train many.</summary>
internal static class SmallMaps
{
    public static SomMap Fit(SomOptions options, DataMatrix data) =>
        new SomVq(options).Fit(data, cancellationToken: TestContext.Current.CancellationToken);

    public static SomOptions Small(string metric) =>
        SomOptions.Default with
        {
            Metric = Named.Parse<Metric>(metric),
            TargetNeurons = 16,
            Epochs = 50,
        };
}
