using Dbgsom.Classification.Lvq;
using Dbgsom.Measures;

namespace Dbgsom.Training;

/// <summary>A summary of the training of a map, with its errors on the training samples.</summary>
public sealed record TrainingSummary
{
    /// <summary>The number of training rows; 0 for a map made by <see cref="SomMap.FromWeights"/>.</summary>
    public required long RowCount { get; init; }

    /// <summary>The number of samples: the rows counted by their weights.</summary>
    public required double SampleMass { get; init; }

    /// <summary>The number of training epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The number of epochs of the fine phase.</summary>
    public required int FineEpochs { get; init; }

    /// <summary>The reason why training ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The growing threshold of the last growth step.</summary>
    public required double GrowingThreshold { get; init; }

    /// <summary>The sum of the columns' variances, in the space trained in.</summary>
    public required double TotalVariance { get; init; }

    /// <summary>The error of a map with one neuron: qe0 = Σ ‖x − mean‖.</summary>
    public required double InitialError { get; init; }

    /// <summary>The mean distance of the samples to their winners; NaN without samples.</summary>
    public required double QuantizationError { get; init; }

    /// <summary>Both topographic errors; NaN without samples.</summary>
    public required TopographicError TopographicError { get; init; }

    /// <summary>The number of iterations of <see cref="LvqRefinement"/> after training.</summary>
    public required int LvqIterations { get; init; }

    /// <summary>A non-cryptographic hash of the samples as given, independent of how the rows are divided. Empty without samples.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>The version of the library that trained the map.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>A report of each epoch.</summary>
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
