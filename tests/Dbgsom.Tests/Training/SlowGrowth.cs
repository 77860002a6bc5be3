using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

/// <summary>Step 8 from its definition.</summary>
internal sealed class SlowGrowth(
    SomOptions options,
    SlowGrid grid,
    List<double[]> given,
    List<double> error,
    double threshold,
    Func<double[], double[]> normal
)
{
    private List<double[]> weights = [.. given];

    private bool StopsWhenBlocked => options.GrowthRule.Name == "first-blocked-stops";

    public void Run(out List<double[]> grown, out double[] errors)
    {
        int before = grid.Count;
        Distribute();
        int[] candidates = [.. Enumerable.Range(0, before).OrderByDescending(neuron => error[neuron]).ThenBy(neuron => neuron)];
        for (int step = 0; step < options.SmoothingSteps; step++)
            weights = [.. Enumerable.Range(0, before).Select(Smoothed)];
        foreach (int neuron in candidates)
        {
            bool wants = error[neuron] > threshold && grid.Neighbors[neuron].Count < 4;
            if (StopsWhenBlocked ? !wants : grid.Count >= options.MaxNeurons)
                break;
            if (wants)
                Insert(neuron);
        }
        grown = grid.Count == before ? given : weights;
        errors = [.. error];
    }

    /// <summary>8a.</summary>
    private void Distribute()
    {
        for (int neuron = 0; neuron < grid.Count; neuron++)
        {
            if (grid.Neighbors[neuron].Count < 4 || error[neuron] <= threshold)
                continue;
            int[] boundary = [.. grid.Neighbors[neuron].Where(neighbor => grid.Neighbors[neighbor].Count < 4)];
            foreach (int neighbor in boundary)
                error[neighbor] += 0.5 * error[neuron] / boundary.Length;
            if (boundary.Length > 0 || StopsWhenBlocked)
                error[neuron] *= 0.5;
        }
    }

    /// <summary>8b: the target is the mean of the opposite pair among the first three neighbors.</summary>
    private double[] Smoothed(int neuron)
    {
        int[] three = [.. grid.Neighbors[neuron].Take(3)];
        if (three.Length < 3)
            return weights[neuron];
        var pair = (
            from a in three
            from b in three
            where a != b && grid.Places[a].X + grid.Places[b].X == 2 * grid.Places[neuron].X
            where grid.Places[a].Y + grid.Places[b].Y == 2 * grid.Places[neuron].Y
            select (a, b)
        ).First();
        return normal([
            .. weights[neuron]
                .Select((w, c) => w + (options.SmoothingEpsilon * (((weights[pair.a][c] + weights[pair.b][c]) / 2) - w))),
        ]);
    }

    /// <summary>8d.</summary>
    private void Insert(int boundary)
    {
        var (x, y) = grid.Places[boundary];
        var best = SlowGrid
            .Around((x, y))
            .Where(place => grid.At(place.X, place.Y) < 0)
            .Select(place =>
            {
                int[] sides = [.. SlowGrid.Around(place).Select(p => grid.At(p.X, p.Y)).Where(n => n >= 0 && n != boundary)];
                int opposite = grid.At((2 * x) - place.X, (2 * y) - place.Y);
                int across = opposite >= 0 ? opposite : grid.Neighbors[boundary][0];
                int? side = sides.Length > 0 ? sides.MaxBy(n => error[n]) : null;
                return (Place: place, Across: across, Side: side, Score: error[side ?? across]);
            })
            .MaxBy(choice => choice.Score);
        double[] mirrored = [.. weights[boundary].Zip(weights[best.Across], (w, other) => (2 * w) - other)];
        grid.Add(best.Place);
        weights.Add(normal(best.Side is { } n ? [.. mirrored.Zip(weights[n], (a, b) => (a + b) / 2)] : mirrored));
        error.Add(0);
    }
}
