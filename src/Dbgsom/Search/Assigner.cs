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
/// <param name="weights">Row-major weights, one row a neuron; not changed as long as this is used.</param>
/// <param name="columns">Number of features.</param>
internal sealed class Assigner(Metric metric, double[] weights, int columns)
{
    private readonly PackedWeights packed = new(weights, columns);

    /// <summary>What neurons and rows are compared by.</summary>
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

    /// <summary>The winner of each row of a block, and its distance.</summary>
    public void FindWinners(in RowBlock block, Span<int> winners, Span<double> distances) =>
        metric.FindWinners(packed, block.Values, winners, distances, block.Following);

    /// <summary>The winner of each of some rows, and its distance.</summary>
    public void FindWinners(ReadOnlySpan<double> rows, Span<int> winners, Span<double> distances) =>
        metric.FindWinners(packed, rows, winners, distances);

    /// <summary>The two nearest neurons of each row, and the distance of the winner.</summary>
    public void FindTwo(ReadOnlySpan<double> rows, Span<int> winners, Span<int> seconds, Span<double> distances) =>
        metric.FindTwo(packed, rows, winners, seconds, distances);

    /// <summary>The k nearest neurons of each row, nearest first, row after row.</summary>
    public void FindNearest(ReadOnlySpan<double> rows, int k, Span<BestMatch> matches)
    {
        if (k == 2 && metric.TryFindNearestTwo(packed, rows, matches))
            return;
        var distances = new double[PaddedCount];
        for (int row = 0; row < rows.Length / columns; row++)
        {
            Distances(rows.Slice(row * columns, columns), distances);
            NearestNeurons.Find(distances.AsSpan(0, NeuronCount), matches.Slice(row * k, k));
        }
    }

    /// <summary>The distances of one row to all neurons.</summary>
    /// <param name="row">One row.</param>
    /// <param name="distances">Room for <see cref="PaddedCount"/> distances.</param>
    public void Distances(ReadOnlySpan<double> row, Span<double> distances) => metric.Distances(packed, row, distances);

    /// <summary>The squared Euclidean distances of one row to all neurons, whatever the metric.</summary>
    /// <inheritdoc cref="Distances"/>
    public void Squares(ReadOnlySpan<double> row, Span<double> squares) => packed.Distances<SquaredDistance>(row, squares);

    /// <summary>The squared Euclidean distances of rows to one neuron each, whatever the metric.</summary>
    public void SquaresToOne(ReadOnlySpan<double> rows, ReadOnlySpan<int> neurons, Span<double> squares) =>
        packed.DistancesToOne<SquaredDistance>(rows, neurons, squares);

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
