using System.Reflection;
using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Contracts;

/// <summary>What the contract asks of everything that trains maps, whatever it is called.</summary>
internal sealed record Estimator(string Name, bool HasLabels, Func<FitRequest, SomMap> Fit)
{
    /// <summary>Every estimator there is: the suite fails where the assembly has one that is not here.</summary>
    public static IReadOnlyList<Estimator> All { get; } =
    [
        new(
            nameof(SomVq),
            false,
            fit => new SomVq(fit.Options) { Threads = fit.Threads }.Fit(fit.Data, fit.Progress, fit.Cancellation)
        ),
        new(
            nameof(SomClassifier),
            true,
            fit =>
                new SomClassifier(fit.Options) { Threads = fit.Threads }.FitMap(
                    fit.Data,
                    fit.Labels,
                    fit.Progress,
                    fit.Cancellation
                )
        ),
    ];

    /// <summary>Those of the assembly: public classes with options to give them and a method Fit that ends in a map.</summary>
    public static IEnumerable<string> InAssembly =>
        typeof(SomVq)
            .Assembly.GetExportedTypes()
            .Where(type =>
                type.GetConstructor([typeof(SomOptions)]) is not null
                && type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(method => method.ReturnType == typeof(SomMap))
            )
            .Select(type => type.Name);

    /// <summary>An engine as the estimator would make it.</summary>
    public LocalEngine Engine(FitRequest fit) => new(fit.Data, fit.Threads, HasLabels ? fit.Labels : null);
}

/// <summary>One training.</summary>
internal sealed record FitRequest(SomOptions Options, DataMatrix Data, ClassLabels Labels)
{
    public int? Threads { get; init; }

    public IProgress<EpochReport>? Progress { get; init; }

    public CancellationToken Cancellation { get; init; }
}
