using System.Diagnostics;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>One neuron of a trained map. Its weights are in <see cref="SomMap.Weights"/>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record Neuron
{
    /// <summary>Index, from 0 in the order of creation.</summary>
    public required int Index { get; init; }

    /// <summary>Place on the grid.</summary>
    public required GridPosition Position { get; init; }

    /// <summary>
    /// E of the last epoch of training, see <see cref="SomOptions.GrowthCriterion"/>: the sum of the distances of the samples it won, in the
    /// space trained in, or the entropy of their classes in bits.
    /// </summary>
    public required double Error { get; init; }

    /// <summary>Epoch in which it was made; 0 for the first four.</summary>
    public required int EpochCreated { get; init; }

    /// <summary>Training rows it wins; rows of weight 0 are not counted.</summary>
    public required long HitCount { get; init; }

    /// <summary>The same with rows counted by their weights.</summary>
    public required double HitMass { get; init; }

    /// <summary>
    /// Mean over its samples of exp(−distance²/2τ²)/(τ√2π), where τ is the mean <see cref="AverageDistance"/> of the map; 0 for a dead neuron.
    /// </summary>
    public required double Density { get; init; }

    /// <summary>Mean Euclidean distance of its weights to those of its neighbors on the grid: the U-matrix.</summary>
    public required double AverageDistance { get; init; }

    /// <summary>
    /// What <see cref="SomMap.PredictLabel(DataMatrix, CancellationToken)"/> answers for its samples: live neurons are counted 0, 1, 2, …; a dead one answers as its nearest
    /// live neuron. In a hierarchy whose clusters are those of the lowest maps, the number within this map alone.
    /// </summary>
    public required int Label { get; init; }

    /// <summary>
    /// The most frequent class of its samples, as a place in <see cref="SomMap.Classes"/>, the first of equally frequent ones; null for a
    /// neuron none of whose samples has a class, and for a map without classes.
    /// </summary>
    public required int? Class { get; init; }

    /// <summary>The share of that class among its samples, above 0 and at most 1; null where there is none.</summary>
    public required double? Confidence { get; init; }

    /// <summary>Whether it has a map of its own below it.</summary>
    public required bool HasChild { get; init; }

    /// <summary>Whether it wins no training sample; false in a map without any, see <see cref="SomMap.HasTrainingSamples"/>.</summary>
    public bool IsDead => HitCount == 0 && !IsOfNoSamples;

    /// <summary>Whether the map has no training samples.</summary>
    internal bool IsOfNoSamples { get; init; }

    /// <summary>Returns index, place and number of rows, as in "Neuron 3 at (1, 0): 12 rows".</summary>
    public override string ToString() => Text.Of($"Neuron {Index} at {Position}: {HitCount} row{(HitCount == 1 ? "" : "s")}");
}

/// <summary>A neuron near a sample.</summary>
/// <param name="Neuron">Index of the neuron.</param>
/// <param name="Distance">Distance in the space trained in.</param>
public readonly record struct BestMatch(int Neuron, double Distance);
