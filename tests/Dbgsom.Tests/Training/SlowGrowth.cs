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
            bool wants = error[neuron] > threshold && grid.Neighbors[neuron].Count < grid.Sides;
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
            if (grid.Neighbors[neuron].Count < grid.Sides || error[neuron] <= threshold)
                continue;
            int[] boundary = [.. grid.Neighbors[neuron].Where(neighbor => grid.Neighbors[neighbor].Count < grid.Sides)];
            foreach (int neighbor in boundary)
                error[neighbor] += 0.5 * error[neuron] / boundary.Length;
            if (boundary.Length > 0 || StopsWhenBlocked)
                error[neuron] *= 0.5;
        }
    }

    /// <summary>8b: the target is the mean of the opposite pair among the first three neighbors; of hexagons that of any opposite pair, or of three around.</summary>
    private double[] Smoothed(int neuron)
    {
        var place = grid.Places[neuron];
        // Hexagons are looked at in the order of their sides.
        int[] beside = grid.IsHexagonal
            ? [.. grid.Around(place).Select(grid.At).Where(other => other >= 0)]
            : [.. grid.Neighbors[neuron].Take(3)];
        var pairs = from a in beside from b in beside where a != b && grid.IsMiddle(place, a, b) select new[] { a, b };
        var threes =
            from a in beside
            from b in beside
            from c in beside
            where grid.IsHexagonal && a != b && b != c && a != c && grid.IsMiddle(place, a, b, c)
            select new[] { a, b, c };
        if (grid.Neighbors[neuron].Count < 3)
            return weights[neuron];
        return pairs.Concat(threes).FirstOrDefault() is { } chosen
            ? normal([
                .. weights[neuron]
                    .Select((w, c) => w + (options.SmoothingEpsilon * (chosen.Average(other => weights[other][c]) - w))),
            ])
            : weights[neuron];
    }

    /// <summary>8d.</summary>
    private void Insert(int boundary)
    {
        var here = grid.Places[boundary];
        var best = grid.Around(here)
            .Where(place => grid.At(place) < 0)
            .Select(place =>
            {
                int[] sides = [.. grid.Around(place).Select(grid.At).Where(n => n >= 0 && n != boundary)];
                int opposite = grid.At(grid.Mirror(place, here));
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
