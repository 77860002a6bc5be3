using System.Globalization;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;
using Dbgsom.Studies.Bounds;
using Dbgsom.Threading;

namespace Dbgsom.Studies;

/// <summary>
/// What bounds from the triangle inequality would save in a fit: Hamerly's, Yinyang's and Elkan's are simulated beside a fit, with the distances they
/// would have to compute counted, and the rows that the fit itself searched again.
/// </summary>
public static class BoundsStudy
{
    private const int Rows = 40_000;
    private const int Columns = 32;
    private const int Last = 10;

    /// <summary>Prints the table.</summary>
    public static void Run(TextWriter output)
    {
        var data = Generators.SingleBlobs(Rows, Columns, 50, 1).ToDouble();
        var options = SomOptions.Default with { TargetNeurons = 360, Scaling = Scaling.None };
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(options, rows);
        DistanceBounds[] kinds = [new HamerlyBounds(Rows), new YinyangBounds(Rows), new ElkanBounds(Rows)];
        var searched = new List<long>();
        var neurons = new List<int>();
        while (!run.IsFinished)
        {
            var (before, now) = (run.PreviousWeights, run.Neurons.Weights);
            run.Advance();
            searched.Add(run.Searched);
            neurons.Add(now.Length / Columns);
            Simulate(data, kinds, searched.Count == 1 ? null : before, now, rows.Team);
        }
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Rows} x {Columns} in 50 blobs, generator seed 1, target-neurons 360, as given: {neurons[^1]} neurons, {searched.Count} epochs.\n"
            )
        );
        output.WriteLine(
            "| bounds | bytes a row and epoch | rows in question, all epochs | distances a row | rows in question, last 10 epochs | distances a row |"
        );
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var kind in kinds)
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {kind.Name} | {kind.BytesPerRow(neurons[^1])} | {Share(kind.Open, 1):0.0} % | {Each(kind.Distances, 1):0.0} | {Share(kind.Open, kind.Open.Count - Last):0.0} % | {Each(kind.Distances, kind.Open.Count - Last):0.0} |"
                )
            );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| the library's | 4 | {Share(searched, 1):0.0} % | | {Share(searched, searched.Count - Last):0.0} % | |"
            )
        );
    }

    // From an epoch on; the first has no bounds yet.
    private static double Share(List<long> counts, int from) => 100 * Each(counts, from);

    private static double Each(List<long> counts, int from) => counts.Skip(from).Average() / Rows;

    private static void Simulate(DataMatrix data, DistanceBounds[] kinds, double[]? before, double[] now, Team team)
    {
        var packed = new PackedWeights(now, Columns);
        int count = packed.NeuronCount;
        foreach (var kind in kinds)
            kind.Begin(before ?? now, now, Columns);
        using var held = data.Storage.Hold();
        var parts = new (long Distances, long Open)[kinds.Length, team.Threads];
        team.For(
            Rows / 100,
            team.Threads,
            (part, worker) =>
            {
                var distances = new double[packed.PaddedCount];
                for (int row = part * 100; row < (part + 1) * 100; row++)
                {
                    packed.Distances<SquaredDistance>(data.Storage.Read(row, 1, default), distances);
                    var all = distances.AsSpan(0, count);
                    SquareRoots.Run(all);
                    for (int kind = 0; kind < kinds.Length; kind++)
                    {
                        int computed = kinds[kind].Find(row, all);
                        parts[kind, worker].Distances += computed;
                        parts[kind, worker].Open += computed > 0 ? 1 : 0;
                    }
                }
            }
        );
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            kinds[kind].Distances.Add(Enumerable.Range(0, team.Threads).Sum(worker => parts[kind, worker].Distances));
            kinds[kind].Open.Add(Enumerable.Range(0, team.Threads).Sum(worker => parts[kind, worker].Open));
        }
    }
}
