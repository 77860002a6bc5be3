using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;

namespace Dbgsom.Search;

/// <summary>
/// Assigns rows to neurons: winners, second winners, the k nearest, distances. Passes say what they want of it and never how it is found. Rows
/// are such as the metric compares; ties go to the lowest index. Safe to use from many threads.
/// </summary>
/// <param name="metric">The distance.</param>
/// <param name="weights">Row-major weights, one row per neuron; not changed as long as this is used.</param>
/// <param name="columns">Number of features.</param>
/// <param name="filtered">True if a filter may be made where it pays for many rows.</param>
internal sealed class Assigner(Metric metric, double[] weights, int columns, bool filtered = true)
{
    private readonly PackedWeights packed = new(weights, columns) { MayFilter = filtered };

    /// <summary>The metric that compares neurons and rows.</summary>
    public Metric Metric => metric;

    /// <summary>Number of features.</summary>
    public int Columns => columns;

    /// <summary>Number of neurons.</summary>
    public int NeuronCount => packed.NeuronCount;

    /// <summary>Room that the distances of one row need; the first <see cref="NeuronCount"/> are those.</summary>
    public int PaddedCount => packed.PaddedCount;

    /// <summary>Roughly how many elementary operations it takes to compare a row with all neurons.</summary>
    public long CostPerRow => (long)columns * packed.NeuronCount;

    /// <summary>The weights, row-major.</summary>
    public double[] Weights => weights;

    /// <summary>The winner of each row of a block, and its distance. Of rows that lack values it is the nearest by those that are known.</summary>
    public void FindWinners(in RowBlock block, Span<int> winners, Span<double> distances)
    {
        metric.FindWinners(packed, block.Values, winners, distances, block.Following);
        if (block.Gaps is not null)
            FindTwoOfGaps(block, winners, [], distances);
    }

    /// <summary>The winner of each of some complete rows, and its distance.</summary>
    public void FindWinners(ReadOnlySpan<double> rows, Span<int> winners, Span<double> distances) =>
        metric.FindWinners(packed, rows, winners, distances);

    /// <summary>The two nearest neurons of each row of a block, and the distance of the winner.</summary>
    public void FindTwo(in RowBlock block, Span<int> winners, Span<int> seconds, Span<double> distances)
    {
        metric.FindTwo(packed, block.Values, winners, seconds, distances);
        if (block.Gaps is not null)
            FindTwoOfGaps(block, winners, seconds, distances);
    }

    /// <summary>The k nearest neurons of each row of a block, nearest first, row after row.</summary>
    public void FindNearest(in RowBlock block, int k, Span<BestMatch> matches)
    {
        if (k == 2 && block.Gaps is null && metric.TryFindNearestTwo(packed, block.Values, matches))
            return;
        var distances = new double[PaddedCount];
        for (int row = 0; row < block.Count; row++)
        {
            Distances(block, row, distances);
            NearestNeurons.Find(distances.AsSpan(0, NeuronCount), matches.Slice(row * k, k));
        }
    }

    /// <summary>The distances of one row of a block to all neurons.</summary>
    /// <param name="block">The block.</param>
    /// <param name="row">The place of the row in it.</param>
    /// <param name="distances">Room for <see cref="PaddedCount"/> distances.</param>
    public void Distances(in RowBlock block, int row, Span<double> distances)
    {
        if (block.Gaps?.IndexOf(row) is >= 0 and var gap)
            Distances(block.Row(row), block.Gaps.Known(gap), block.Gaps.Scale(gap), distances);
        else
            Distances(block.Row(row), distances);
    }

    /// <summary>The distances of a complete row to all neurons.</summary>
    /// <param name="row">One row.</param>
    /// <param name="distances">Room for <see cref="PaddedCount"/> distances.</param>
    public void Distances(ReadOnlySpan<double> row, Span<double> distances) => metric.Distances(packed, row, distances);

    /// <summary>The weights of a neuron.</summary>
    public ReadOnlySpan<double> WeightsOf(int neuron) => weights.AsSpan(neuron * columns, columns);

    /// <summary>The squared Euclidean distances of the rows of a block to one neuron each, whatever the metric.</summary>
    public void SquaresToOne(in RowBlock block, ReadOnlySpan<int> neurons, Span<double> squares)
    {
        packed.DistancesToOne<SquaredDistance>(block.Values, neurons, squares);
        for (int gap = 0; gap < block.Gaps?.Count; gap++)
        {
            int row = block.Gaps.Row(gap);
            squares[row] = GapDistances.One<SquaredDistance>(
                block.Row(row),
                WeightsOf(neurons[row]),
                block.Gaps.Known(gap),
                block.Gaps.Scale(gap)
            );
        }
    }

    /// <summary>The nearest neuron of a row that lacks values.</summary>
    /// <param name="row">The row; anything where a value is missing.</param>
    /// <param name="known">The features that are known, ascending, at least one.</param>
    /// <param name="scale">The factor of the sum over them.</param>
    public BestMatch FindWinner(ReadOnlySpan<double> row, ReadOnlySpan<int> known, double scale)
    {
        var all = new double[PaddedCount];
        Distances(row, known, scale, all);
        var nearest = new BestMatch();
        NearestNeurons.Find(all.AsSpan(0, NeuronCount), new Span<BestMatch>(ref nearest));
        return nearest;
    }

    /// <summary>The distances of a row that lacks values to all neurons.</summary>
    /// <param name="row">The row; anything where a value is missing.</param>
    /// <param name="known">The features that are known, ascending, at least one.</param>
    /// <param name="scale">What the sum over them is multiplied by.</param>
    /// <param name="distances">Room for <see cref="PaddedCount"/> distances.</param>
    public void Distances(ReadOnlySpan<double> row, ReadOnlySpan<int> known, double scale, Span<double> distances) =>
        metric.Distances(packed, row, known, scale, distances);

    private void FindTwoOfGaps(in RowBlock block, Span<int> winners, Span<int> seconds, Span<double> distances)
    {
        var all = new double[PaddedCount];
        Span<BestMatch> nearest = stackalloc BestMatch[2];
        for (int gap = 0; gap < block.Gaps!.Count; gap++)
        {
            int row = block.Gaps.Row(gap);
            Distances(block, row, all);
            NearestNeurons.Find(all.AsSpan(0, NeuronCount), nearest);
            (winners[row], distances[row]) = (nearest[0].Neuron, nearest[0].Distance);
            if (!seconds.IsEmpty)
                seconds[row] = nearest[1].Neuron;
        }
    }

    /// <summary>Writes metric and neurons to a request for a pass.</summary>
    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["metric"] = metric.Name;
        json["neurons"] = NeuronCount;
        json["columns"] = columns;
        archive.Matrix("weights.npy", weights, columns);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Assigner Read(ArchiveReader archive, JsonFields json)
    {
        int columns = archive.Claimed(json, "columns", "weights.npy", 1);
        int neurons = json.Integer("neurons");
        return new Assigner(
            Named.Parse<Metric>(json.String("metric")),
            archive.Matrix("weights.npy", neurons, columns).Values,
            columns
        );
    }
}
