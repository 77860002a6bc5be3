using Dbgsom.Classification.Lvq;
using Dbgsom.Measures;

namespace Dbgsom.Training;

/// <summary>How a map was trained, and how good it is on the samples it was trained on.</summary>
public sealed record TrainingSummary
{
    /// <summary>Rows trained on; 0 for a map made by <see cref="SomMap.FromWeights"/>.</summary>
    public required long RowCount { get; init; }

    /// <summary>Number of samples: the rows counted by their weights.</summary>
    public required double SampleMass { get; init; }

    /// <summary>Epochs trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs of the fine phase.</summary>
    public required int FineEpochs { get; init; }

    /// <summary>What ended training.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The growing threshold of the last growth step.</summary>
    public required double GrowingThreshold { get; init; }

    /// <summary>Sum of the columns' variances, as trained on.</summary>
    public required double TotalVariance { get; init; }

    /// <summary>qe0 = Σ ‖x − mean‖: the error of a map of one neuron.</summary>
    public required double InitialError { get; init; }

    /// <summary>Mean distance of the samples to their winners; NaN without samples.</summary>
    public required double QuantizationError { get; init; }

    /// <summary>Both topographic errors; NaN without samples.</summary>
    public required TopographicError TopographicError { get; init; }

    /// <summary>Iterations of <see cref="LvqRefinement"/> after training; 0 for none.</summary>
    public required int LvqIterations { get; init; }

    /// <summary>A hash of the samples as given, the same however the rows were cut. Not cryptographic. Empty without samples.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>Version of the library that trained the map.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>What happened in each epoch.</summary>
    public required IReadOnlyList<EpochReport> History { get; init; }

    /// <summary>The summary of a map that was not trained and has seen no samples.</summary>
    /// <param name="version">Version of the library that made it.</param>
    internal static TrainingSummary OfNoSamples(string version) =>
        new()
        {
            RowCount = 0,
            SampleMass = 0,
            Epochs = 0,
            FineEpochs = 0,
            StopReason = StopReason.NotEnded,
            GrowingThreshold = 0,
            TotalVariance = 0,
            InitialError = 0,
            QuantizationError = double.NaN,
            TopographicError = new TopographicError(double.NaN, double.NaN),
            LvqIterations = 0,
            DataFingerprint = "",
            LibraryVersion = version,
            History = [],
        };
}
