using System.Diagnostics;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>A neuron of a trained map. Its weights are in <see cref="SomMap.Weights"/>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record Neuron
{
    /// <summary>The index, from 0 in the order of creation.</summary>
    public required int Index { get; init; }

    /// <summary>The position on the grid.</summary>
    public required GridPosition Position { get; init; }

    /// <summary>
    /// The error of the last training epoch, see <see cref="SomOptions.GrowthCriterion"/>: the sum of the distances of the neuron's
    /// samples, in the space trained in, or the entropy of their classes in bits.
    /// </summary>
    public required double Error { get; init; }

    /// <summary>The epoch in which the neuron was created; 0 for the first four.</summary>
    public required int EpochCreated { get; init; }

    /// <summary>The number of training rows that the neuron wins, excluding rows of weight 0.</summary>
    public required long HitCount { get; init; }

    /// <summary>The number of training rows that the neuron wins, counted by their weights.</summary>
    public required double HitMass { get; init; }

    /// <summary>
    /// The mean over the neuron's samples of exp(−distance²/2τ²)/(τ√2π), where τ is the mean <see cref="AverageDistance"/> of the map;
    /// 0 for a dead neuron.
    /// </summary>
    public required double Density { get; init; }

    /// <summary>The mean Euclidean distance of its weights to those of its neighbors on the grid: the U-matrix.</summary>
    public required double AverageDistance { get; init; }

    /// <summary>
    /// The label that <see cref="SomMap.PredictLabel(DataMatrix, CancellationToken)"/> returns for its samples: live neurons are
    /// numbered 0, 1, 2, …; a dead neuron has the label of its nearest live neuron. In a hierarchy whose clusters are those of the
    /// lowest maps, the number within this map alone.
    /// </summary>
    public required int Label { get; init; }

    /// <summary>
    /// The most frequent class of its samples, as an index in <see cref="SomMap.Classes"/>, the first one on ties; null for a neuron
    /// without labeled samples, and for a map without classes.
    /// </summary>
    public required int? Class { get; init; }

    /// <summary>The share of that class among its samples, greater than 0 and at most 1; null without a class.</summary>
    public required double? Confidence { get; init; }

    /// <summary>True if the neuron has a child map.</summary>
    public required bool HasChild { get; init; }

    /// <summary>
    /// True if the neuron wins no training sample; false in a map without training samples, see
    /// <see cref="SomMap.HasTrainingSamples"/>.
    /// </summary>
    public bool IsDead => HitCount == 0 && !IsOfNoSamples;

    /// <summary>True if the map has no training samples.</summary>
    internal bool IsOfNoSamples { get; init; }

    /// <summary>Returns index, place and number of rows, as in "Neuron 3 at (1, 0): 12 rows".</summary>
    public override string ToString() => Text.Of($"Neuron {Index} at {Position}: {HitCount} row{(HitCount == 1 ? "" : "s")}");
}

/// <summary>A neuron near a sample, with its distance.</summary>
/// <param name="Neuron">The index of the neuron.</param>
/// <param name="Distance">The distance in the space trained in.</param>
public readonly record struct BestMatch(int Neuron, double Distance);
